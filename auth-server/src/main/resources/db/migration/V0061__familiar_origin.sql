-- Where an account has signed in from: browsers, each known by a random value that it holds, and networks. Both are here as
-- hashes, the networks under a key, so that nobody reads here where somebody has been.
create table familiar_origin (
    account_id    uuid        not null references account (id) on delete cascade,
    kind          text        not null,
    subject       bytea       not null,
    last_seen_at  timestamptz not null,
    expires_at    timestamptz not null,
    primary key (account_id, kind, subject)
);

create index familiar_origin_subject on familiar_origin (subject);
create index familiar_origin_expires on familiar_origin (expires_at);

-- Links in notices of a sign-in, with which its owner says that it was somebody else.
create table disowning_link (
    token_hash  bytea       primary key,
    account_id  uuid        not null references account (id) on delete cascade,
    session_id  uuid        not null,
    expires_at  timestamptz not null,
    used_at     timestamptz
);

create index disowning_link_account on disowning_link (account_id);
create index disowning_link_expires on disowning_link (expires_at);
