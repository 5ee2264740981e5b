-- Signing keys. The private part is sealed under a key that is not in the database (the key's id is in sealed_with).
-- next: published, not used; active: signs; retired: published until the last token signed with it has expired.
create table signing_key (
    kid           text primary key,
    algorithm     text not null,
    state         text not null check (state in ('next', 'active', 'retired')),
    public_jwk    jsonb not null,
    sealed_with   text not null,
    sealed_jwk    bytea not null,
    created_at    timestamptz not null,
    activated_at  timestamptz,
    retired_at    timestamptz,
    check (state = 'next' or activated_at is not null),
    check (state <> 'retired' or retired_at is not null)
);

-- One key signs for each algorithm: two nodes that start at once cannot both activate one.
create unique index signing_key_active on signing_key (algorithm) where state = 'active';
