-- What happened that matters to somebody's safety. Written in the transaction of what it tells of, and never changed.
-- Ids only, no foreign keys: an event outlives the account, the client and the session that it names.
create table security_event (
    id             uuid        not null,
    occurred_at    timestamptz not null,
    type           text        not null,
    outcome        text        not null,
    reason         text,
    account_id     uuid,
    actor_id       uuid,
    client_id      text,
    session_id     uuid,
    address        text,
    user_agent     text,
    correlation_id text,
    details        jsonb       not null,
    primary key (id, occurred_at)
) partition by range (occurred_at);

create table security_event_default partition of security_event default;

create index security_event_account_index on security_event (account_id, occurred_at desc);
create index security_event_type_index on security_event (type, occurred_at desc);
