-- Authorization requests that clients have pushed (RFC 9126) and nobody has come with yet. Using one deletes it, so the table
-- holds no more than each client may have open at a time. The key is the SHA-256 of the handle.
create table pushed_authorization_request (
    handle_hash  bytea primary key,
    client_id    uuid not null references client (id) on delete cascade,
    parameters   jsonb not null,
    expires_at   timestamptz not null
);

create index pushed_authorization_request_client on pushed_authorization_request (client_id, expires_at);
create index pushed_authorization_request_expires on pushed_authorization_request (expires_at);
