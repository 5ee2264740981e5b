-- A name by which administrators speak of a token, and when they took it back. The row of a token that the configuration
-- declares stays, so that the next start does not bring it back.
alter table initial_access_token
    add column id uuid not null default gen_random_uuid() unique,
    add column revoked_at timestamptz;
