package dev.latchkey.auth.registration;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.latchkey.auth.secret.Sealed;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Resets that were asked for. Asking writes the same two rows for every address and looks nobody up, so the answer and its
 * time tell nothing; {@link PasswordResetTask} does the rest.
 */
@Repository
class PasswordResetRequests {

    private final JdbcClient jdbc;
    private final SecretKeys keys;
    private final JsonMapper json;
    /** Asked for late: the task of the scheduler needs these requests. */
    private final ObjectProvider<Scheduler> scheduler;

    private final Clock clock;

    PasswordResetRequests(
            JdbcClient jdbc, SecretKeys keys, JsonMapper json, ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.json = json;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * What was asked for.
     *
     * @param network from where, for the audit trail
     */
    record Request(String email, String language, String network) {

        Locale locale() {
            return Locale.forLanguageTag(language);
        }

        @Override
        public String toString() {
            return "Request";
        }
    }

    @Transactional
    public void add(Request request) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        Sealed sealed = keys.seal(json.writeValueAsBytes(request), place(id));
        jdbc.sql("""
                        insert into password_reset_request (id, key_id, sealed_content, requested_at)
                        values (:id, :key, :content, :now)
                        """)
                .param("id", id)
                .param("key", sealed.keyId())
                .param("content", sealed.ciphertext())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        scheduler
                .getObject()
                .scheduleIfNotExists(
                        PasswordResetTask.TASK.instance(id.toString()).scheduledTo(now));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.getObject().triggerCheckForDueExecutions();
            }
        });
    }

    /** Takes a request away: of any number of calls, one gets it. */
    Optional<Request> claim(UUID id) {
        return jdbc.sql("delete from password_reset_request where id = :id returning key_id, sealed_content")
                .param("id", id)
                .query((row, number) -> json.readValue(
                        keys.open(new Sealed(row.getString("key_id"), row.getBytes("sealed_content")), place(id)),
                        Request.class))
                .optional();
    }

    private static byte[] place(UUID id) {
        return ("password_reset_request.sealed_content/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
