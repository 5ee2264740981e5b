-- Which applications a browser session was used for. Grants are swept when they have expired; this stays as long as the
-- session, whose end every one of them is told.
create table session_client (
    session_id  uuid not null references browser_session (id) on delete cascade,
    client_id   uuid not null references client (id) on delete cascade,
    primary key (session_id, client_id)
);

create index session_client_client on session_client (client_id);

-- Logout tokens that an application gets, or got, through the back channel. Nothing secret: tokens are signed when they are
-- sent. The account and the session may be gone before it is delivered.
create table logout_delivery (
    id               uuid primary key,
    client_id        uuid not null references client (id) on delete cascade,
    account_id       uuid not null,
    session_id       uuid,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    attempts         integer not null default 0,
    last_attempt_at  timestamptz,
    last_outcome     text,
    delivered_at     timestamptz,
    given_up_at      timestamptz
);

create index logout_delivery_client on logout_delivery (client_id, created_at);
create index logout_delivery_session on logout_delivery (session_id) where session_id is not null;
create index logout_delivery_created on logout_delivery (created_at);

-- Sessions that nobody has ended yet, for the sweep that ends those that have expired.
create index browser_session_live_expires on browser_session (expires_at) where ended_at is null;
create index browser_session_live_seen on browser_session (remembered, last_seen_at) where ended_at is null;
