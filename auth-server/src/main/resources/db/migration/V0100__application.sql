-- Applications that people registered for themselves. What one is to the protocol stands in client, under the same id; here
-- stands whose it is and how far it has come. Deleting an account deletes its applications before, by their clients, so
-- that none is left without anybody to answer for it.
create table application (
    id            uuid        primary key references client (id) on delete cascade,
    account_id    uuid        not null references account (id),
    kind          text        not null,
    description   text        not null,
    scope_reasons jsonb       not null,
    state         text        not null,
    looks_like    text,
    created_at    timestamptz not null
);

create index application_account on application (account_id, created_at);
create index application_waiting on application (created_at) where state = 'IN_REVIEW';

-- Who may use a draft beside its owner. Whoever has proven to have the address is meant.
create table application_tester (
    application_id uuid        not null references application (id) on delete cascade,
    email_key      text        not null,
    invited_at     timestamptz not null,
    primary key (application_id, email_key)
);

-- An application that is offered to somebody else: taken by one statement that deletes the row.
create table application_transfer (
    application_id uuid        primary key references application (id) on delete cascade,
    email_key      text        not null,
    expires_at     timestamptz not null
);

create index application_transfer_email on application_transfer (email_key);

-- What happened to its verification, for its owner and for administrators.
create table application_review (
    id             uuid        primary key,
    application_id uuid        not null references application (id) on delete cascade,
    at             timestamptz not null,
    actor_id       uuid,
    state          text        not null,
    note           text        not null
);

create index application_review_application on application_review (application_id, at);

-- The last characters of a generated secret: enough to know it again, of no use to guess it.
alter table client_secret add column hint text;
