-- A grant is one authorization given by an account to a client, and the family of all tokens that come from it.
create table oauth_grant (
    id               uuid primary key,
    account_id       uuid not null references account (id) on delete cascade,
    client_id        uuid not null references client (id) on delete cascade,
    session_id       uuid,
    scopes           text[] not null,
    resources        text[] not null,
    auth_time        timestamptz not null,
    amr              text[] not null,
    acr              text not null,
    created_at       timestamptz not null,
    last_used_at     timestamptz not null,
    expires_at       timestamptz not null,
    revoked_at       timestamptz,
    revoked_because  text
);

create index oauth_grant_account on oauth_grant (account_id, client_id);
create index oauth_grant_client on oauth_grant (client_id);
create index oauth_grant_session on oauth_grant (session_id) where session_id is not null;
create index oauth_grant_expires on oauth_grant (expires_at);

-- Everything that may be used once: authorization codes, refresh tokens, pending consents. The key is the SHA-256 of the
-- value; the value itself is nowhere. Claiming is one UPDATE ... WHERE used_at IS NULL.
create table one_time_token (
    value_hash  bytea primary key,
    purpose     text not null,
    grant_id    uuid references oauth_grant (id) on delete cascade,
    details     jsonb not null default '{}',
    issued_at   timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz
);

create index one_time_token_grant on one_time_token (grant_id) where grant_id is not null;
create index one_time_token_expires on one_time_token (expires_at);

-- Access tokens are stateless; one that was revoked by itself is remembered until it expires.
create table revoked_access_token (
    jti         text primary key,
    expires_at  timestamptz not null
);

create index revoked_access_token_expires on revoked_access_token (expires_at);
