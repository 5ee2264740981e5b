-- Mails that are waiting to be taken by the SMTP server. Addresses, links and codes are in them: sealed under the operator's
-- key with this id. Deleted when delivered or expired; the work itself is the task 'mail' of the same id.
create table mail (
    id             uuid        primary key,
    key_id         text        not null,
    sealed_content bytea       not null,
    failures       integer     not null default 0,
    queued_at      timestamptz not null,
    expires_at     timestamptz not null
);
