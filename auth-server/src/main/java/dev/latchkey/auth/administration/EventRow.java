package dev.latchkey.auth.administration;

import dev.latchkey.auth.audit.RecordedEvent;
import dev.latchkey.auth.audit.SecurityEvent;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event of the audit trail, as a page shows it. */
record EventRow(
        OffsetDateTime at,
        String type,
        boolean success,
        @Nullable String reason,
        @Nullable UUID accountId,
        @Nullable UUID actorId,
        @Nullable String clientId,
        @Nullable String address,
        @Nullable String correlationId,
        Map<String, String> details) {

    static EventRow of(RecordedEvent event) {
        return new EventRow(
                event.occurredAt().atOffset(ZoneOffset.UTC),
                event.type(),
                event.outcome() == SecurityEvent.Outcome.SUCCESS,
                event.reason(),
                event.accountId(),
                event.actorId(),
                event.clientId(),
                event.address(),
                event.correlationId(),
                new TreeMap<>(event.details()));
    }
}
