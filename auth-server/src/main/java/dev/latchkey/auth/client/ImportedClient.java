package dev.latchkey.auth.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client as the operator declares it.
 *
 * @param metadata names and JSON values of RFC 7591
 * @param secret in clear; null for a client without one
 * @param enabled null leaves it as it is, and enables a new one
 */
public record ImportedClient(
        String clientId,
        Map<String, Object> metadata,
        ClientPolicy policy,
        boolean trusted,
        @Nullable String secret,
        @Nullable Boolean enabled) {

    /** One of which nobody says whether it is enabled. */
    public ImportedClient(
            String clientId,
            Map<String, Object> metadata,
            ClientPolicy policy,
            boolean trusted,
            @Nullable String secret) {
        this(clientId, metadata, policy, trusted, secret, null);
    }

    /** Without the secret: this ends in logs. */
    @Override
    public String toString() {
        return "ImportedClient[" + clientId + "]";
    }
}
