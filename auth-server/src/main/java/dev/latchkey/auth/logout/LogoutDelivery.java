package dev.latchkey.auth.logout;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One application that is told of one logout.
 *
 * @param clientId the id of the client's row
 * @param sessionId the {@code sid}; null when it is about the person, whichever session it was
 * @param lastOutcome what came of the last attempt, for administrators
 */
public record LogoutDelivery(
        UUID id,
        UUID clientId,
        UUID accountId,
        @Nullable UUID sessionId,
        Instant createdAt,
        Instant expiresAt,
        int attempts,
        @Nullable Instant lastAttemptAt,
        @Nullable String lastOutcome,
        @Nullable Instant deliveredAt,
        @Nullable Instant givenUpAt) {

    /** Whether it is still tried. */
    public boolean isPending() {
        return deliveredAt == null && givenUpAt == null;
    }
}
