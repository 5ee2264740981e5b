-- Resets that were asked for and not looked at yet: whoever asks learns nothing from how long it takes, because whether the
-- address is known is found out later. The address is sealed.
create table password_reset_request (
    id             uuid        primary key,
    key_id         text        not null,
    sealed_content bytea       not null,
    requested_at   timestamptz not null
);

-- The link of a password reset: one for an account, good as long as its address and its password are what they were.
create table password_reset (
    token_hash           bytea       primary key,
    account_id           uuid        not null unique references account (id) on delete cascade,
    email_key            text        not null,
    password_fingerprint bytea       not null,
    expires_at           timestamptz not null
);

create index password_reset_expires on password_reset (expires_at);
