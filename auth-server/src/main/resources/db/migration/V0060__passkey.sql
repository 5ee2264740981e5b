-- What authenticators know an account by: random, so that a lost device tells nobody's name, address or account id.
create table passkey_user (
    account_id  uuid  primary key references account (id) on delete cascade,
    handle      bytea not null unique
);

-- Passkeys. A credential id belongs to one account for ever; no secret is here, the private key never leaves its device.
create table passkey (
    id                  uuid        primary key,
    account_id          uuid        not null references passkey_user (account_id) on delete cascade,
    credential_id       bytea       not null unique,
    public_key          bytea       not null,
    attestation_object  bytea       not null,
    sign_count          bigint      not null,
    backup_eligible     boolean     not null,
    backed_up           boolean     not null,
    transports          text[]      not null,
    name                text        not null,
    created_at          timestamptz not null,
    last_used_at        timestamptz
);

create index passkey_account on passkey (account_id);

-- Challenges that have been answered. Until then a challenge is a signed value that only the browser holds.
create table spent_passkey_challenge (
    hash        bytea       primary key,
    expires_at  timestamptz not null
);

create index spent_passkey_challenge_expires on spent_passkey_challenge (expires_at);
