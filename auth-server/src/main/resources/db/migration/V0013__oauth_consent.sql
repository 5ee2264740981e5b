-- What an account has allowed a client, remembered so that only what is new is asked again.
create table oauth_consent (
    account_id  uuid not null references account (id) on delete cascade,
    client_id   uuid not null references client (id) on delete cascade,
    scopes      text[] not null,
    granted_at  timestamptz not null,
    updated_at  timestamptz not null,
    primary key (account_id, client_id)
);

create index oauth_consent_client on oauth_consent (client_id);
