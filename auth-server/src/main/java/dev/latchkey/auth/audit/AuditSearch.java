package dev.latchkey.auth.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events to look for; what is null does not matter.
 *
 * @param account whom it concerns, or who did it
 * @param from the earliest
 * @param to before this
 */
public record AuditSearch(
        @Nullable UUID account,
        @Nullable String client,
        @Nullable SecurityEventType type,
        SecurityEvent.@Nullable Outcome outcome,
        @Nullable Instant from,
        @Nullable Instant to) {}
