-- What a person is shown of an authenticator app: when it was used last. One that waits for its first correct code is swept
-- when it has waited too long.
alter table totp_device add column last_used_at timestamptz;
create index totp_device_unconfirmed on totp_device (created_at) where confirmed_at is null;
