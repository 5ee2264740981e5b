package dev.latchkey.auth.client;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Remembers on which day each secret was last used, so that of two the one that nobody uses any more can be removed. Kept
 * in memory and written once a minute, once a day for a secret: no token request pays for it.
 */
@Component
class UsedSecrets {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<UUID, LocalDate> lastUsed = new ConcurrentHashMap<>();
    private final Map<UUID, LocalDate> written = new ConcurrentHashMap<>();

    UsedSecrets(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void used(UUID secretId) {
        lastUsed.put(secretId, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void write() {
        List<Map.Entry<UUID, LocalDate>> news = lastUsed.entrySet().stream()
                .filter(use -> !use.getValue().equals(written.get(use.getKey())))
                .toList();
        for (Map.Entry<UUID, LocalDate> use : news) {
            jdbc.sql("""
                            update client_secret set last_used_on = :day
                            where id = :id and (last_used_on is null or last_used_on < :day)
                            """).param("day", use.getValue()).param("id", use.getKey()).update();
            written.put(use.getKey(), use.getValue());
        }
    }
}
