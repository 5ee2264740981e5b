package dev.latchkey.auth.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client as the operator declares it.
 *
 * @param metadata names and JSON values of RFC 7591
 * @param secret in clear; null for a client without one
 */
public record ImportedClient(
        String clientId,
        Map<String, Object> metadata,
        ClientPolicy policy,
        boolean trusted,
        @Nullable String secret) {

    /** Without the secret: this ends in logs. */
    @Override
    public String toString() {
        return "ImportedClient[" + clientId + "]";
    }
}
