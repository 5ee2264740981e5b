-- Authenticator apps. The seed is sealed with the account's id as associated data: a row moved to another account does
-- not open. last_step is the newest time step accepted; a step at or before it is never accepted again.
create table totp_device (
    id            uuid primary key,
    account_id    uuid not null references account (id) on delete cascade,
    name          text not null,
    sealed_with   text not null,
    sealed_seed   bytea not null,
    created_at    timestamptz not null,
    confirmed_at  timestamptz,
    last_step     bigint not null default 0
);

create index totp_device_account on totp_device (account_id);
