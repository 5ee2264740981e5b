-- What a person is shown of an authenticator app: when it was used last. One that waits for its first correct code belongs to
-- the session that began to set it up, one for each, and is swept when it has waited too long.
alter table totp_device add column last_used_at timestamptz;
alter table totp_device add column enrolling_session uuid;
create unique index totp_device_enrolling on totp_device (enrolling_session) where confirmed_at is null;
create index totp_device_unconfirmed on totp_device (created_at) where confirmed_at is null;
