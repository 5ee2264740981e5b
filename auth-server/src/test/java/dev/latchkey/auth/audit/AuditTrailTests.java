package dev.latchkey.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

class AuditTrailTests {

    private final AuthServer server = AuthServer.running();
    private final AuditTrail trail = server.bean(AuditTrail.class);
    private final UUID account = UUID.randomUUID();

    @Test
    void writesDownWhatHappenedToWhom() {
        UUID session = UUID.randomUUID();

        trail.record(SecurityEvent.failure(SecurityEventType.SIGN_IN, "WRONG_PASSWORD")
                .account(account)
                .client("web")
                .session(session)
                .detail("method", "password"));

        Map<String, Object> row = server.database()
                .sql("select *, details ->> 'method' as method from security_event where account_id = :account")
                .param("account", account)
                .query()
                .singleRow();
        assertThat(row)
                .containsEntry("type", "SIGN_IN")
                .containsEntry("outcome", "FAILURE")
                .containsEntry("reason", "WRONG_PASSWORD")
                .containsEntry("client_id", "web")
                .containsEntry("session_id", session)
                .containsEntry("method", "password");
    }

    @Test
    void forgetsWhatWasRolledBackWithIt() {
        server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            trail.record(
                    SecurityEvent.success(SecurityEventType.PASSWORD_CHANGED).account(account));
            status.setRollbackOnly();
        });

        assertThat(count()).isZero();
    }

    private long count() {
        return server.database()
                .sql("select count(*) from security_event where account_id = :account")
                .param("account", account)
                .query(Long.class)
                .single();
    }
}
