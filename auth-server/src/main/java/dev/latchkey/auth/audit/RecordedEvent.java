package dev.latchkey.auth.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in the trail.
 *
 * @param type the name of a {@link SecurityEventType}, or one that a newer node knows
 */
public record RecordedEvent(
        UUID id,
        Instant occurredAt,
        String type,
        SecurityEvent.Outcome outcome,
        @Nullable String reason,
        @Nullable UUID accountId,
        @Nullable UUID actorId,
        @Nullable String clientId,
        @Nullable UUID sessionId,
        @Nullable String address,
        @Nullable String userAgent,
        @Nullable String correlationId,
        Map<String, String> details) {

    static RecordedEvent of(SecurityEvent event, RequestOrigin origin, Instant now) {
        return new RecordedEvent(
                UUID.randomUUID(),
                now,
                event.type().name(),
                event.outcome(),
                event.reason(),
                event.accountId(),
                event.actorId(),
                event.clientId(),
                event.sessionId(),
                origin.address(),
                origin.userAgent(),
                origin.correlationId(),
                event.details());
    }
}
