package dev.latchkey.auth.logout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps an application that does not answer from holding up the others: each is spoken to by two threads at most, and one
 * that was not reached is left alone for a while. Known to this node only: every node finds out for itself.
 */
@Component
class ClientLines {

    private static final int AT_ONCE = 2;
    private static final Duration BUSY = Duration.ofMillis(500);
    private static final Duration UNREACHABLE = Duration.ofSeconds(20);

    private final ConcurrentMap<UUID, Line> lines = new ConcurrentHashMap<>();
    private final Clock clock;

    ClientLines(Clock clock) {
        this.clock = clock;
    }

    private record Line(int taken, Instant closedUntil) {}

    /** Takes a line of a client, which must be {@link #release released}; or says when to ask again. */
    Optional<Instant> take(UUID clientId) {
        Instant now = clock.instant();
        AtomicReference<@Nullable Instant> later = new AtomicReference<>();
        lines.compute(clientId, (id, known) -> {
            Line line = known == null ? new Line(0, now) : known;
            if (line.closedUntil().isAfter(now)) {
                later.set(line.closedUntil());
                return line;
            }
            if (line.taken() == AT_ONCE) {
                later.set(now.plus(BUSY));
                return line;
            }
            return new Line(line.taken() + 1, line.closedUntil());
        });
        return Optional.ofNullable(later.get());
    }

    void release(UUID clientId, boolean reachable) {
        Instant now = clock.instant();
        lines.computeIfPresent(clientId, (id, line) -> {
            Line released = new Line(line.taken() - 1, reachable ? line.closedUntil() : now.plus(UNREACHABLE));
            return released.taken() == 0 && !released.closedUntil().isAfter(now) ? null : released;
        });
    }
}
