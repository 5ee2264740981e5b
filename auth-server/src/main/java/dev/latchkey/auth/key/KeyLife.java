package dev.latchkey.auth.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What anybody may know of a signing key: everything but the key.
 *
 * @param inStore whether its private part lies in the operator's key store
 * @param createdAt and published since
 * @param activatedAt since when it signs, or signed
 * @param retiredAt since when it does not sign any more
 */
public record KeyLife(
        String kid,
        SigningAlgorithm algorithm,
        KeyState state,
        boolean inStore,
        Instant createdAt,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt) {

    boolean isPublishedFor(java.time.Duration atLeast, Instant now) {
        return !createdAt.plus(atLeast).isAfter(now);
    }
}
