-- The logo of an application, drawn by this server from what somebody uploaded or, at source, put on the web. name is the
-- SHA-256 of the file; without one there is nothing to show, and fetched_at says when that was tried.
create table client_logo (
    client_id  uuid        primary key references client (id) on delete cascade,
    name       text,
    png        bytea,
    source     text,
    fetched_at timestamptz not null,
    check ((name is null) = (png is null))
);

create index client_logo_name on client_logo (name) where name is not null;

-- The few clients that name an address for their logo.
create index client_logo_uri on client (id) where metadata ->> 'logo_uri' is not null;
