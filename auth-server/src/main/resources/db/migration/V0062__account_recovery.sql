-- Recoveries of accounts whose owner has lost everything, started by an administrator. The link is handed over once; here is its
-- hash. One row a start, kept until long after its end.
create table account_recovery (
    id            uuid        primary key,
    account_id    uuid        not null references account (id) on delete cascade,
    actor_id      uuid        not null,
    token_hash    bytea       not null unique,
    cancel_hash   bytea       not null unique,
    started_at    timestamptz not null,
    opens_at      timestamptz not null,
    expires_at    timestamptz not null,
    ended_at      timestamptz
);

create index account_recovery_account on account_recovery (account_id);
create index account_recovery_expires on account_recovery (expires_at);
