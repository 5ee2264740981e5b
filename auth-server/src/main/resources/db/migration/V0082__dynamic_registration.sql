-- Who may register clients at the registration endpoint (RFC 7591 §3): a token of which only the hash is here, good for so
-- many registrations, until then, for these scopes and redirect hosts (none named: no further limit).
create table initial_access_token (
    token_hash      bytea       primary key,
    description     text        not null,
    scopes          text[]      not null,
    redirect_hosts  text[]      not null,
    remaining       integer     not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null
);

-- Clients that registered themselves, and the hash of the token with which each manages its registration (RFC 7592). The
-- limits of the initial access token hold for every later change too.
create table client_registration (
    client_id       uuid        primary key references client (id) on delete cascade,
    token_hash      bytea       not null,
    scopes          text[]      not null,
    redirect_hosts  text[]      not null,
    changed_at      timestamptz not null
);

create index client_registration_changed on client_registration (changed_at);
