-- The telephone to which an account has codes sent. The number is sealed with the account's id as associated data.
create table phone (
    account_id    uuid        primary key references account (id) on delete cascade,
    sealed_with   text        not null,
    sealed_number bytea       not null,
    confirmed_at  timestamptz not null,
    last_used_at  timestamptz
);

-- Codes that were sent: one for each session and purpose, so that a newer one replaces the older. The message is sealed, and is
-- gone with the row when its code is used.
create table sms_code (
    id             uuid        primary key,
    account_id     uuid        not null references account (id) on delete cascade,
    session_id     uuid        not null,
    purpose        text        not null,
    code_hash      bytea       not null,
    sealed_with    text        not null,
    sealed_message bytea       not null,
    guesses        integer     not null default 0,
    expires_at     timestamptz not null,
    unique (session_id, purpose)
);

create index sms_code_account on sms_code (account_id);
create index sms_code_expires on sms_code (expires_at);
