-- A key may lie in the operator's key store: then only its public part and its state are here. One that was removed in an
-- emergency stays as a row without a private part, so that a key store cannot bring it back.
alter table signing_key
    alter column sealed_with drop not null,
    alter column sealed_jwk drop not null,
    drop constraint signing_key_state_check,
    add constraint signing_key_state_check check (state in ('next', 'active', 'retired', 'removed')),
    add constraint signing_key_sealed_whole check ((sealed_with is null) = (sealed_jwk is null)),
    drop constraint signing_key_check,
    add constraint signing_key_check check (state in ('next', 'removed') or activated_at is not null);

-- One key waits for each algorithm: two nodes cannot both make the next one.
create unique index signing_key_next on signing_key (algorithm) where state = 'next';
