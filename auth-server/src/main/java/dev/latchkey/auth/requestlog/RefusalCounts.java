package dev.latchkey.auth.requestlog;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts refused requests by day and error. Each node counts in memory and adds to the table every few seconds: one row for a
 * client, a day and an error, however many come. A node that dies forgets what it counted in these seconds.
 */
@Component
class RefusalCounts {

    /** Errors are constants and clients are known ones: this is reached by nobody, and holds if it is. */
    private static final int MOST_KEYS = 50_000;

    private final JdbcClient jdbc;
    private final Map<Key, Long> counted = new ConcurrentHashMap<>();

    RefusalCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Key(UUID client, LocalDate day, String error) {}

    void count(UUID client, LocalDate day, String error) {
        if (counted.size() < MOST_KEYS) {
            counted.merge(new Key(client, day, error), 1L, Long::sum);
        }
    }

    @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
    void write() {
        List<Key> keys = new ArrayList<>(counted.keySet());
        for (Key key : keys) {
            Long number = counted.remove(key);
            if (number != null) {
                add(key, number);
            }
        }
    }

    /** What was counted since the last time goes with the node otherwise. */
    @EventListener(ContextClosedEvent.class)
    void writeTheRest() {
        write();
    }

    private void add(Key key, long number) {
        try {
            jdbc.sql("""
                            insert into request_failure_count (client_id, day, error, failures)
                            select c.id, :day, :error, :number from client c where c.id = :client
                            on conflict (client_id, day, error)
                            do update set failures = request_failure_count.failures + excluded.failures
                            """)
                    .param("client", key.client())
                    .param("day", key.day())
                    .param("error", key.error())
                    .param("number", number)
                    .update();
        } catch (DataAccessException unavailable) {
            counted.merge(key, number, Long::sum); // and once more in a few seconds
            throw unavailable;
        }
    }
}
