-- What the policy asked for when the sign-in began: how strong it has to be, not with which factors. A TOTP code, a passkey
-- and a recovery code reach the same strength in different ways.
alter table browser_session add column demand text not null default 'ONE_FACTOR';
update browser_session set demand = 'TWO_FACTORS' where cardinality(required_factors) > 1;
alter table browser_session alter column demand drop default;
alter table browser_session drop column required_factors;
