package dev.latchkey.auth.authorization;

import java.util.UUID;

/** A grant has been revoked, and with it every token of its family. Published in the same transaction. */
public record GrantRevoked(UUID grantId, UUID accountId, UUID clientId, Reason reason) {

    /** Why a grant ended before its time. */
    public enum Reason {
        /** A code was presented a second time by its client (RFC 6749 §4.1.2). */
        CODE_REPLAYED,
        /** A code was presented with a wrong verifier, redirect URI or client. */
        CODE_MISUSED,
        /** A rotated refresh token was presented again (RFC 9700 §4.14.2). */
        REFRESH_TOKEN_REPLAYED,
        /** Its client revoked it (RFC 7009). */
        REVOKED_BY_CLIENT,
        /** The person took the access of its client back. */
        DISCONNECTED_BY_PERSON,
        /** Nobody had used it for so long that it was taken for forgotten. */
        UNUSED,
        /** The developer or an administrator took all access of the client back. */
        WITHDRAWN,
        /** Its client was disabled. */
        CLIENT_DISABLED,
        /** The session in which it was given ended. */
        SESSION_ENDED,
        /** The password changed, or the account was disabled or is to be deleted: whoever was let in before is out. */
        ACCOUNT_SECURED
    }
}
