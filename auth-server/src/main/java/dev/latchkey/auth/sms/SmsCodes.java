package dev.latchkey.auth.sms;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.Sealed;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.secret.SixDigitCode;
import dev.latchkey.auth.session.BrowserSession;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The rows of codes: one for each session and purpose, good in that session, for that purpose, once. */
@Repository
class SmsCodes {

    private final JdbcClient jdbc;
    private final SixDigitCode codes;
    private final SecretKeys keys;
    private final JsonMapper json;
    private final SmsProperties properties;
    private final Clock clock;

    SmsCodes(JdbcClient jdbc, SecretKeys keys, JsonMapper json, SmsProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.codes = new SixDigitCode(keys, "sms-code");
        this.keys = keys;
        this.json = json;
        this.properties = properties;
        this.clock = clock;
    }

    /** A message that has to be delivered before its code expires. */
    record Waiting(SmsMessage message, Instant expiresAt) {}

    /** A code that was counted, and what it is compared with. */
    @SuppressWarnings("ArrayRecordComponent") // read at once and never compared
    private record Guessed(UUID id, byte[] codeHash) {}

    /** A new code, which is good for nothing before it is issued. */
    String generate() {
        return codes.generate();
    }

    /** Keeps a code in place of an earlier one, which is good for nothing from now on. */
    UUID issue(BrowserSession session, SmsPurpose purpose, String code, SmsMessage message) {
        UUID id = UUID.randomUUID();
        Sealed sealed = keys.seal(json.writeValueAsBytes(message), place(id));
        jdbc.sql("""
                        insert into sms_code (id, account_id, session_id, purpose, code_hash, sealed_with, sealed_message, expires_at)
                        values (:id, :account, :session, :purpose, :code, :key, :message, :expires)
                        on conflict (session_id, purpose) do update
                        set id = excluded.id, account_id = excluded.account_id, code_hash = excluded.code_hash,
                            sealed_with = excluded.sealed_with, sealed_message = excluded.sealed_message,
                            guesses = 0, expires_at = excluded.expires_at
                        """)
                .param("id", id)
                .param("account", session.accountId())
                .param("session", session.id())
                .param("purpose", purpose.name())
                .param("code", codes.hash(id, code))
                .param("key", sealed.keyId())
                .param("message", sealed.ciphertext())
                .param("expires", timestamp(clock.instant().plus(properties.lifetime())))
                .update();
        return id;
    }

    /** Whether a code was sent that this session may still answer with. */
    boolean isWaiting(BrowserSession session, SmsPurpose purpose) {
        return jdbc.sql("""
                        select exists(select 1 from sms_code
                        where session_id = :session and account_id = :account and purpose = :purpose and expires_at > :now
                          and guesses < :most)
                        """)
                .param("session", session.id())
                .param("account", session.accountId())
                .param("purpose", purpose.name())
                .param("now", timestamp(clock.instant()))
                .param("most", properties.guesses())
                .query(Boolean.class)
                .single();
    }

    /**
     * Looks at a code, which is counted before: of any number at once no more are looked at than of as many in a row. A right one
     * is gone with its row, so that one caller has it, on whatever node.
     *
     * @return where it was sent
     */
    Optional<PhoneNumber> claim(BrowserSession session, SmsPurpose purpose, String code) {
        return jdbc.sql("""
                        update sms_code set guesses = guesses + 1
                        where session_id = :session and account_id = :account and purpose = :purpose and expires_at > :now
                          and guesses < :most
                        returning id, code_hash
                        """)
                .param("session", session.id())
                .param("account", session.accountId())
                .param("purpose", purpose.name())
                .param("now", timestamp(clock.instant()))
                .param("most", properties.guesses())
                .query((row, number) -> new Guessed(row.getObject("id", UUID.class), row.getBytes("code_hash")))
                .optional()
                .filter(guessed -> codes.matches(guessed.id(), code, guessed.codeHash()))
                .flatMap(guessed -> jdbc.sql(
                                "delete from sms_code where id = :id returning id, sealed_with, sealed_message, expires_at")
                        .param("id", guessed.id())
                        .query(this::row)
                        .optional())
                .map(claimed -> new PhoneNumber(claimed.message().to()));
    }

    /** What is to be delivered, unless another code replaced it or it was used. */
    Optional<Waiting> find(UUID id) {
        return jdbc.sql("select id, sealed_with, sealed_message, expires_at from sms_code where id = :id")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    void deleteExpired() {
        OldRows.expired("sms_code", "id").delete(jdbc, clock.instant());
    }

    private Waiting row(ResultSet row, int number) throws SQLException {
        Sealed sealed = new Sealed(row.getString("sealed_with"), row.getBytes("sealed_message"));
        byte[] message = keys.open(sealed, place(row.getObject("id", UUID.class)));
        return new Waiting(json.readValue(message, SmsMessage.class), instant(row, "expires_at"));
    }

    private static byte[] place(UUID id) {
        return ("sms_code.sealed_message/" + id).getBytes(StandardCharsets.US_ASCII);
    }
}
