-- Requests of devices that have no browser of their own (RFC 8628). The device code is kept as its SHA-256, the short user
-- code as a hash under a key that is not in the database.
create table device_authorization (
    id               uuid        primary key,
    device_code_hash bytea       not null unique,
    user_code_hash   bytea       not null unique,
    client_id        uuid        not null references client (id) on delete cascade,
    scopes           text[]      not null,
    resources        text[]      not null,
    address          text        not null,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    poll_seconds     int         not null,
    last_polled_at   timestamptz,
    decided_at       timestamptz,
    account_id       uuid        references account (id) on delete cascade,
    granted_scopes   text[],
    auth_time        timestamptz,
    amr              text[],
    acr              text,
    redeemed_at      timestamptz,
    grant_id         uuid        references oauth_grant (id) on delete set null
);

create index device_authorization_client on device_authorization (client_id, expires_at);
create index device_authorization_expires on device_authorization (expires_at);
create index device_authorization_account on device_authorization (account_id) where account_id is not null;
create index device_authorization_grant on device_authorization (grant_id) where grant_id is not null;
