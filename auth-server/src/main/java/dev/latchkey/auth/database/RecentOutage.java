package dev.latchkey.auth.database;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * For what is read once for many who wait: a cache whose entry has to be read again. While the database is away, each of them
 * in turn would try it for themselves, and the last would wait for as long as all together. Whoever comes within a second of a
 * failure fails with it.
 */
public final class RecentOutage {

    private static final long RECENT = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private volatile @Nullable Outage last;

    public RecentOutage() {
        this(System::nanoTime);
    }

    RecentOutage(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Outage(DataAccessException failure, long at) {}

    /** @throws DataAccessException as {@code read} does now, or did a moment ago */
    public <T extends @Nullable Object> T unlessAway(Supplier<T> read) {
        Outage recent = last;
        if (recent != null && nanoTime.getAsLong() - recent.at() < RECENT) {
            throw recent.failure();
        }
        try {
            T value = read.get();
            last = null;
            return value;
        } catch (DataAccessException away) {
            last = new Outage(away, nanoTime.getAsLong());
            throw away;
        }
    }
}
