-- Claims that a client requested one by one and the person allowed (OpenID Connect Core, section 5.5), so that user info
-- and later ID tokens answer them. Null for the usual grant, which has none.
alter table oauth_grant add column claims jsonb;
