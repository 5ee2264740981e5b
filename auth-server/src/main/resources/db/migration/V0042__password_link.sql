-- Links by which the owner of an account sets a password, after an administrator invited them or started a reset. The key is
-- the SHA-256 of what is in the link. Claiming is one UPDATE ... WHERE used_at IS NULL.
create table password_link (
    value_hash  bytea       primary key,
    account_id  uuid        not null references account (id) on delete cascade,
    purpose     text        not null,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz
);

create index password_link_account on password_link (account_id, created_at);
create index password_link_expires on password_link (expires_at);
