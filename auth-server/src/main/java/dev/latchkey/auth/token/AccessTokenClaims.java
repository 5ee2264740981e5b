package dev.latchkey.auth.token;

/** Names of access token claims that the JWT registry of RFC 7519 and RFC 9068 leaves to us. */
final class AccessTokenClaims {

    /** The {@code typ} of an access token (RFC 9068 §2.1). */
    static final String TYPE = "at+jwt";

    /** The id of the grant that the token belongs to; absent when a client got it for itself. */
    static final String GRANT = "grant_id";

    /** What the account is here (RFC 9068 §2.2.3.1), for who may see it: scope {@code roles}. */
    static final String ROLES = "roles";

    /** Where a resource server sees that the token was revoked (draft-ietf-oauth-status-list §6.1). */
    static final String STATUS = "status";

    /** The key that the token is bound to (RFC 7800 §3.1). */
    static final String CONFIRMATION = "cnf";

    private AccessTokenClaims() {}
}
