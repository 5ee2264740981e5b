package dev.latchkey.auth.administration;

import dev.latchkey.auth.audit.RecordedEvents.Position;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page of the audit trail goes on, as a text. There is nothing to forge: its reader may read all of it. */
final class AuditPositions {

    private AuditPositions() {}

    static String write(Position position) {
        return position.occurredAt() + "_" + position.id();
    }

    /** @throws InvalidRequestException when it is none */
    static @Nullable Position read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        int end = text.indexOf('_');
        try {
            return new Position(
                    Instant.parse(text.substring(0, Math.max(0, end))), UUID.fromString(text.substring(end + 1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new InvalidRequestException("cursor", "is none that this list gave out");
        }
    }
}
