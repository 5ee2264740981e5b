package dev.latchkey.auth.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a client secret: its hash, the method in front.
 *
 * @param expiresAt from when on it is refused; null for never
 */
public record StoredClientSecret(
        UUID id, String hash, Instant createdAt, @Nullable Instant expiresAt) {

    boolean isLiveAt(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    /** Without the hash: this ends in logs. */
    @Override
    public String toString() {
        return "StoredClientSecret[id=" + id + ", expiresAt=" + expiresAt + "]";
    }
}
