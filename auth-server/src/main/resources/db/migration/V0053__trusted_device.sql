-- Browsers in which their owner chose not to be asked for a second factor. The browser holds a random value, here is its hash.
-- The expiry is fixed when it is chosen.
create table trusted_device (
    id            uuid        primary key,
    account_id    uuid        not null references account (id) on delete cascade,
    secret_hash   bytea       not null unique,
    user_agent    text,
    address       text,
    created_at    timestamptz not null,
    last_used_at  timestamptz not null,
    expires_at    timestamptz not null
);

create index trusted_device_account on trusted_device (account_id);
create index trusted_device_expires on trusted_device (expires_at);
