package dev.latchkey.auth.mail;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.secret.Sealed;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The rows of mails that are waiting. Addresses, links and codes are in them, so each is sealed, for its row alone. */
@Repository
class MailQueue {

    private final JdbcClient jdbc;
    private final SecretKeys keys;
    private final JsonMapper json;

    MailQueue(JdbcClient jdbc, SecretKeys keys, JsonMapper json) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.json = json;
    }

    void add(UUID id, MailContent content, Instant now, Instant expiresAt) {
        Sealed sealed = keys.seal(json.writeValueAsBytes(content), place(id));
        jdbc.sql("""
                        insert into mail (id, key_id, sealed_content, queued_at, expires_at)
                        values (:id, :key, :content, :now, :expires)
                        """)
                .param("id", id)
                .param("key", sealed.keyId())
                .param("content", sealed.ciphertext())
                .param("now", timestamp(now))
                .param("expires", timestamp(expiresAt))
                .update();
    }

    Optional<QueuedMail> find(UUID id) {
        return jdbc.sql("select key_id, sealed_content, expires_at from mail where id = :id")
                .param("id", id)
                .query((row, number) -> new QueuedMail(
                        json.readValue(
                                keys.open(
                                        new Sealed(row.getString("key_id"), row.getBytes("sealed_content")), place(id)),
                                MailContent.class),
                        instant(row, "expires_at")))
                .optional();
    }

    /** How often it could not be delivered by now. */
    int countFailure(UUID id) {
        return jdbc.sql("update mail set failures = failures + 1 where id = :id returning failures")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    void remove(UUID id) {
        jdbc.sql("delete from mail where id = :id").param("id", id).update();
    }

    private static byte[] place(UUID id) {
        return ("mail.sealed_content/" + id).getBytes(StandardCharsets.UTF_8);
    }

    record QueuedMail(MailContent content, Instant expiresAt) {}
}
