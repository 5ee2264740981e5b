-- Since when a password is good for nothing, because its owner said that somebody else signed in. A new password ends it.
alter table account add column password_blocked_at timestamptz;
