-- A consent is about one resource (RFC 8707); '' stands for this server, whose scopes are about the account itself. The
-- fingerprint is of what the person was shown of the application: with another one it has to ask again. Consents that were
-- given before there were fingerprints have none, and are asked for once more.
alter table oauth_consent add column resource text not null default '';
alter table oauth_consent alter column resource drop default;
alter table oauth_consent add column fingerprint text;
alter table oauth_consent drop constraint oauth_consent_pkey;
alter table oauth_consent add primary key (account_id, client_id, resource);
