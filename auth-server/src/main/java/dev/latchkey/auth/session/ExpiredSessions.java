package dev.latchkey.auth.session;

import static dev.latchkey.auth.database.Columns.timestamp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends sessions that have expired, so that whoever was told of their beginning is told of their end. They were worth nothing
 * before: this only says so. A few in a transaction; nodes that sweep at once take different ones.
 */
@Component
class ExpiredSessions {

    private static final int BATCH = 100;

    private final JdbcClient jdbc;
    private final SessionProperties properties;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;

    ExpiredSessions(
            JdbcClient jdbc,
            SessionProperties properties,
            Clock clock,
            TransactionTemplate transactions,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
        this.transactions = transactions;
        this.events = events;
    }

    @Scheduled(fixedDelayString = "${latchkey.session.sweep-interval:PT1M}", initialDelayString = "PT20S")
    void end() {
        Integer ended;
        do {
            ended = transactions.execute(status -> endSome());
        } while (ended != null && ended == BATCH);
    }

    private int endSome() {
        Instant now = clock.instant();
        List<SessionEnded> ended = jdbc.sql("""
                        update browser_session set ended_at = :now, ended_because = :reason
                        where id in (
                          select id from browser_session
                          where ended_at is null
                            and (expires_at <= :now
                                 or (not remembered and last_seen_at <= :idleSince)
                                 or (remembered and last_seen_at <= :rememberedIdleSince))
                          limit :batch for update skip locked)
                        returning id, account_id
                        """)
                .param("now", timestamp(now))
                .param("reason", SessionEnded.Reason.EXPIRED.name())
                .param("idleSince", before(now, properties.idleTimeout()))
                .param("rememberedIdleSince", before(now, properties.rememberedIdleTimeout()))
                .param("batch", BATCH)
                .query((row, n) -> new SessionEnded(
                        row.getObject("id", UUID.class),
                        row.getObject("account_id", UUID.class),
                        SessionEnded.Reason.EXPIRED))
                .list();
        ended.forEach(events::publishEvent);
        return ended.size();
    }

    private static OffsetDateTime before(Instant now, Duration duration) {
        return timestamp(now.minus(duration));
    }
}
