package dev.latchkey.auth.session;

import java.util.UUID;

/** A browser session has ended, in the same transaction as this is published. */
public record SessionEnded(UUID sessionId, UUID accountId, Reason reason) {

    /** Why a session ended. */
    public enum Reason {
        SIGNED_OUT,
        TOO_MANY_WRONG_CODES,
        REPLACED_BY_ANOTHER_ACCOUNT
    }
}
