package dev.latchkey.auth.audit;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events down. In the caller's transaction: what is rolled back has not happened, and what is acknowledged is in the
 * trail, once. Log and counters follow the commit.
 */
@Component
public class AuditTrail {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final FailureBudget budget;
    private final SecurityLog log;
    private final SecurityMetrics metrics;

    AuditTrail(
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock,
            FailureBudget budget,
            SecurityLog log,
            SecurityMetrics metrics) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.budget = budget;
        this.log = log;
        this.metrics = metrics;
    }

    /** Records an event of now, with the origin of the current request. */
    @Transactional
    public void record(SecurityEvent event) {
        RequestOrigin origin = RequestOrigin.ofCurrentRequest();
        if (!budget.admits(event, origin)) {
            metrics.wasNotRecorded(event);
            return;
        }
        RecordedEvent recorded = RecordedEvent.of(event, origin, clock.instant().truncatedTo(ChronoUnit.MICROS));
        insert(recorded);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                log.write(recorded);
                metrics.happened(event);
            }
        });
    }

    private void insert(RecordedEvent event) {
        jdbc.sql("""
                        insert into security_event (id, occurred_at, type, outcome, reason, account_id, actor_id, client_id,
                                                    session_id, address, user_agent, correlation_id, details)
                        values (:id, :now, :type, :outcome, :reason, :account, :actor, :client, :session, :address, :agent,
                                :correlation, cast(:details as jsonb))
                        """)
                .param("id", event.id())
                .param("now", event.occurredAt().atOffset(ZoneOffset.UTC))
                .param("type", event.type())
                .param("outcome", event.outcome().name())
                .param("reason", event.reason())
                .param("account", event.accountId())
                .param("actor", event.actorId())
                .param("client", event.clientId())
                .param("session", event.sessionId())
                .param("address", event.address())
                .param("agent", event.userAgent())
                .param("correlation", event.correlationId())
                .param("details", json.writeValueAsString(event.details()))
                .update();
    }
}
