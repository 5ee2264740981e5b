-- Other sites that people may sign in with. The secret is sealed under the operator's key; the issuer is what people trust, so
-- it is noted with each identity too: a provider that points elsewhere later lets nobody in who came before.
create table identity_provider (
    id                    uuid        primary key,
    name                  text        not null unique,
    title                 text        not null,
    kind                  text        not null,
    issuer                text        not null,
    client_id             text        not null,
    sealed_with           text        not null,
    sealed_secret         bytea       not null,
    scopes                text        not null,
    username_claim        text        not null,
    name_claim            text        not null,
    allowed_domains       text        not null,
    account_creation      text        not null,
    email_trusted         boolean     not null,
    second_factor_values  text        not null,
    enabled               boolean     not null,
    configured            boolean     not null,
    declared              boolean     not null,
    created_at            timestamptz not null,
    version               bigint      not null
);

-- Who somebody is at a provider: never an e-mail address, which changes hands. The label is for people to read.
create table federated_identity (
    id            uuid        primary key,
    account_id    uuid        not null references account (id) on delete cascade,
    provider_id   uuid        not null references identity_provider (id) on delete cascade,
    issuer        text        not null,
    subject       text        not null,
    label         text        not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz,
    constraint federated_identity_unique unique (provider_id, issuer, subject)
);

create index federated_identity_account on federated_identity (account_id);

-- Browsers that are away at a provider. What comes back is claimed by deleting the row.
create table federated_request (
    state_hash    bytea       primary key,
    browser_hash  bytea       not null,
    provider_id   uuid        not null references identity_provider (id) on delete cascade,
    purpose       text        not null,
    account_id    uuid        references account (id) on delete cascade,
    session_id    uuid,
    fresh         boolean     not null,
    continuation  text,
    created_at    timestamptz not null,
    expires_at    timestamptz not null
);

create index federated_request_expires on federated_request (expires_at);

-- Who has come from a provider and has no account yet, or has not said yet that it is to be linked.
create table federated_arrival (
    handle_hash       bytea       primary key,
    provider_id       uuid        not null references identity_provider (id) on delete cascade,
    issuer            text        not null,
    subject           text        not null,
    email             text,
    email_verified    boolean     not null,
    username          text        not null,
    name              text        not null,
    hosted_domain     text,
    second_factor     boolean     not null,
    upstream_session  text,
    account_id        uuid        references account (id) on delete cascade,
    continuation      text,
    expires_at        timestamptz not null
);

create index federated_arrival_expires on federated_arrival (expires_at);

-- Sessions that began at a provider, so that they end when it says so.
create table federated_session (
    session_id        uuid  primary key references browser_session (id) on delete cascade,
    provider_id       uuid  not null references identity_provider (id) on delete cascade,
    issuer            text  not null,
    subject           text  not null,
    upstream_session  text
);

create index federated_session_subject on federated_session (provider_id, subject);
