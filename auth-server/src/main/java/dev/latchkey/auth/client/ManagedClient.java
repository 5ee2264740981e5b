package dev.latchkey.auth.client;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client as whoever administers it sees it: everything but its secrets.
 *
 * @param version goes up with every change
 * @param settings without a secret
 */
public record ManagedClient(
        UUID id, long version, Instant createdAt, boolean enabled, ImportedClient settings, List<Secret> secrets) {

    /** What is known of a secret. */
    public record Secret(
            UUID id,
            Instant createdAt,
            @Nullable LocalDate lastUsedOn,
            @Nullable Instant expiresAt) {}

    public String clientId() {
        return settings.clientId();
    }

    public String name() {
        return new ClientMetadata(settings.metadata()).text(ClientMetadataNames.CLIENT_NAME, settings.clientId());
    }

    /** Whether it proves itself with a secret. */
    public boolean needsSecret() {
        return AuthenticationRules.needsSecret(new ClientMetadata(settings.metadata()));
    }
}
