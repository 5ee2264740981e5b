-- DPoP proofs that were used (RFC 9449 section 11.1). A row matters until its proof would be refused as too old.
CREATE TABLE spent_proof
(
    key_thumbprint text        NOT NULL,
    jti_hash       bytea       NOT NULL,
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (key_thumbprint, jti_hash)
);

CREATE INDEX spent_proof_expiry ON spent_proof (expires_at);
