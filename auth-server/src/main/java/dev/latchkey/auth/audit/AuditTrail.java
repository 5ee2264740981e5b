package dev.latchkey.auth.audit;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes events down. In the caller's transaction: what is rolled back has not happened, and what is acknowledged is in the
 * trail, once.
 */
@Component
public class AuditTrail {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    AuditTrail(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Records an event of now, with the origin of the current request. */
    @Transactional
    public void record(SecurityEvent event) {
        RequestOrigin origin = RequestOrigin.ofCurrentRequest();
        jdbc.sql("""
                        insert into security_event (id, occurred_at, type, outcome, reason, account_id, actor_id, client_id,
                                                    session_id, address, user_agent, correlation_id, details)
                        values (:id, :now, :type, :outcome, :reason, :account, :actor, :client, :session, :address, :agent,
                                :correlation, cast(:details as jsonb))
                        """)
                .param("id", UUID.randomUUID())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("type", event.type().name())
                .param("outcome", event.outcome().name())
                .param("reason", event.reason())
                .param("account", event.accountId())
                .param("actor", event.actorId())
                .param("client", event.clientId())
                .param("session", event.sessionId())
                .param("address", origin.address())
                .param("agent", origin.userAgent())
                .param("correlation", origin.correlationId())
                .param("details", json.writeValueAsString(event.details()))
                .update();
    }
}
