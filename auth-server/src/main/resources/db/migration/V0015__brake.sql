-- Guesses counted: at passwords and at second factors. What is counted (a name as typed, an account, a network address, a
-- device) is here as a keyed hash, so that unknown names are counted like known ones and nobody reads here who tried what.
-- The row is worth nothing after expires_at and is swept.
create table brake_counter (
    kind        text        not null,
    subject     text        not null,
    failures    integer     not null,
    allowed     integer     not null,
    expires_at  timestamptz not null,
    primary key (kind, subject)
);

create index brake_counter_expires on brake_counter (expires_at);

-- Browsers in which the right password of an account was typed. The browser holds a random value, here is its hash.
create table known_device (
    secret_hash   bytea       not null,
    account_id    uuid        not null references account (id) on delete cascade,
    last_used_at  timestamptz not null,
    expires_at    timestamptz not null,
    primary key (secret_hash, account_id)
);

create index known_device_account on known_device (account_id, last_used_at);
create index known_device_expires on known_device (expires_at);
