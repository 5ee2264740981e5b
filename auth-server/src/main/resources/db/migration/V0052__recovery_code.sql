-- One set of recovery codes for each account; a new one replaces it. A code is a slow, salted hash like a password's; its
-- first characters are here as they are, so that one hash is worked out for a try and not ten.
create table recovery_code_set (
    account_id  uuid        primary key references account (id) on delete cascade,
    id          uuid        not null unique,
    created_at  timestamptz not null,
    saved_at    timestamptz
);

create table recovery_code (
    set_id   uuid        not null references recovery_code_set (id) on delete cascade,
    lookup   text        not null,
    hash     text        not null,
    used_at  timestamptz,
    primary key (set_id, lookup)
);
