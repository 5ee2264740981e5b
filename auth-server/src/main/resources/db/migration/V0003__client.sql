-- Registered clients. metadata holds what the client says of itself, under the names of RFC 7591;
-- trusted and policy hold what only an operator may decide, so that no registration can reach it.
create table client (
    id         uuid        primary key,
    client_id  text        not null constraint client_client_id_unique unique,
    metadata   jsonb       not null,
    policy     jsonb       not null,
    trusted    boolean     not null,
    enabled    boolean     not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version    bigint      not null
);

-- Two client_ids that differ only in case would be taken for each other by people. Lookups stay exact.
create unique index client_client_id_caseless on client (lower(client_id));

create table client_secret (
    id         uuid        primary key,
    client_id  uuid        not null references client (id) on delete cascade,
    hash       text        not null,
    created_at timestamptz not null,
    expires_at timestamptz
);

create index client_secret_client on client_secret (client_id);
