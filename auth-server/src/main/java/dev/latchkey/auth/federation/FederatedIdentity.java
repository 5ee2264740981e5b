package dev.latchkey.auth.federation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who the owner of an account is at a provider. */
record FederatedIdentity(
        UUID id,
        UUID accountId,
        UUID providerId,
        String label,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
