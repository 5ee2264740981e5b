-- Ids of client assertions and DPoP proofs that were used, as a hash of kind, owner and id, until the token would have
-- expired. Claiming one is an insert. Small and short-lived: swept twice a minute.
create table spent_jti (
    hash        bytea       primary key,
    expires_at  timestamptz not null
);

create index spent_jti_expires on spent_jti (expires_at);

-- When a client last used a secret, to the day: enough to see which of two can be removed.
alter table client_secret add column last_used_on date;
