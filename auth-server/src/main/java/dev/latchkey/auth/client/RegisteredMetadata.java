package dev.latchkey.auth.client;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client as its own registration shows it.
 *
 * @param newSecret in clear if one was just made; it cannot be had again
 */
public record RegisteredMetadata(
        UUID id,
        String clientId,
        Instant issuedAt,
        Map<String, Object> metadata,
        @Nullable String newSecret) {

    /** Without the secret: this ends in logs. */
    @Override
    public String toString() {
        return "RegisteredMetadata[" + clientId + "]";
    }
}
