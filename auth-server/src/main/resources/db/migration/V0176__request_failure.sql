-- Requests of applications that were refused, for a week, for whoever answers for the application. Nothing secret is in it:
-- rule names what did not hold, expected and received are cut and cleaned before they come here.
create table request_failure (
    id        text        primary key,
    client_id uuid        not null references client (id) on delete cascade,
    at        timestamptz not null,
    endpoint  text        not null,
    error     text        not null,
    rule      text        not null,
    expected  text        not null,
    received  text        not null
);

create index request_failure_client on request_failure (client_id, at desc);
create index request_failure_at on request_failure (at);

-- All of them, those that there was no room for too.
create table request_failure_count (
    client_id uuid   not null references client (id) on delete cascade,
    day       date   not null,
    error     text   not null,
    failures  bigint not null,
    primary key (client_id, day, error)
);
