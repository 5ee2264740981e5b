-- The DPoP key (RFC 7638 thumbprint) that a grant is bound to: named in the authorization request (dpop_jkt), or shown when
-- the code was exchanged. From then on no token of the grant is given without a proof.
alter table oauth_grant add column dpop_jkt text;
