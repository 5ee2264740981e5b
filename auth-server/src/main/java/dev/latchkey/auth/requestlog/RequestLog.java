package dev.latchkey.auth.requestlog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.auth.secret.OpaqueValues;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes down what was refused. Everybody can name a client and be refused, so each application has room for a few a minute;
 * the rest is counted ({@link RefusalCounts}). A log that cannot be written never changes the answer.
 */
@Component
public class RequestLog {

    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

    private static final int MOST_CLIENTS = 10_000;
    private static final int ID_CHARACTERS = 16;

    private final JdbcClient jdbc;
    private final OpaqueValues values;
    private final RefusalCounts counts;
    private final RequestLogProperties properties;
    private final Clock clock;
    private final Cache<UUID, AtomicInteger> written = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(MOST_CLIENTS)
            .build();

    RequestLog(
            JdbcClient jdbc, OpaqueValues values, RefusalCounts counts, RequestLogProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.values = values;
        this.counts = counts;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Writes it down by itself, whatever becomes of the caller's transaction.
     *
     * @param client the id of the client's row
     * @return the id by which its owner finds it; empty when it is only counted
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Optional<String> refused(UUID client, Endpoint endpoint, String error, Failure failure) {
        counts.count(client, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), error);
        if (written.get(client, key -> new AtomicInteger()).incrementAndGet() > properties.perMinute()) {
            return Optional.empty();
        }
        String id = values.generate().substring(0, ID_CHARACTERS);
        try {
            insert(id, client, endpoint, error, failure);
            return Optional.of(id);
        } catch (DataAccessException unavailable) {
            log.warn("A refused request could not be written down: {}", unavailable.toString());
            return Optional.empty();
        }
    }

    /** Not for a client that was deleted in this moment. */
    private void insert(String id, UUID client, Endpoint endpoint, String error, Failure failure) {
        jdbc.sql("""
                        insert into request_failure (id, client_id, at, endpoint, error, rule, expected, received)
                        select :id, c.id, :now, :endpoint, :error, :rule, :expected, :received from client c where c.id = :client
                        """)
                .param("id", id)
                .param("client", client)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("endpoint", endpoint.name())
                .param("error", error)
                .param("rule", failure.rule().name())
                .param("expected", failure.expected())
                .param("received", failure.received())
                .update();
    }
}
