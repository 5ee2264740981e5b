-- One row for each browser that signed in; nothing for anonymous visitors. The id is the sid of ID tokens; the browser
-- holds another, random value of which only the hash is here, so that a stolen database opens no session.
create table browser_session (
    id                uuid primary key,
    secret_hash       bytea not null unique,
    account_id        uuid not null references account (id) on delete cascade,
    factors           jsonb not null,
    required_factors  text[] not null,
    user_agent        text,
    address           text,
    created_at        timestamptz not null,
    last_seen_at      timestamptz not null,
    expires_at        timestamptz not null,
    ended_at          timestamptz,
    ended_because     text
);

create index browser_session_account on browser_session (account_id);
create index browser_session_expires on browser_session (expires_at);
