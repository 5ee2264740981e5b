-- Codes and links that were asked for to sign in by e-mail. A row is made for every address, whether anybody has it or not, so that
-- asking costs and counts the same. The browser that asked holds a random value; code, link and value are here as hashes.
create table email_sign_in (
    id            uuid        primary key,
    browser_hash  bytea       not null,
    address_hash  bytea       not null,
    account_id    uuid        references account (id) on delete cascade,
    code_hash     bytea       not null,
    link_hash     bytea       not null unique,
    continuation  text,
    guesses       integer     not null default 0,
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    used_at       timestamptz
);

create index email_sign_in_browser on email_sign_in (browser_hash, created_at);
create index email_sign_in_address on email_sign_in (address_hash, created_at);
create index email_sign_in_account on email_sign_in (account_id);
create index email_sign_in_expires on email_sign_in (expires_at);
