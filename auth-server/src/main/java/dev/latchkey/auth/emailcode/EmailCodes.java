package dev.latchkey.auth.emailcode;

import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.secret.SixDigitCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of codes and links. */
@Repository
class EmailCodes {

    private final JdbcClient jdbc;
    private final SixDigitCode codes;
    private final OpaqueValues values;
    private final EmailCodeProperties properties;
    private final Clock clock;

    EmailCodes(JdbcClient jdbc, SecretKeys keys, OpaqueValues values, EmailCodeProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.codes = new SixDigitCode(keys, "email-sign-in-code");
        this.values = values;
        this.properties = properties;
        this.clock = clock;
    }

    /** What goes into the mail, and cannot be had again. */
    record Issued(String code, String link, Instant expiresAt) {}

    /** What a right answer gives. */
    record Claimed(UUID accountId, @Nullable String continuation) {}

    /** A code that was counted, and what it is compared with. */
    @SuppressWarnings("ArrayRecordComponent") // read at once and never compared
    private record Guessed(UUID id, byte[] codeHash) {}

    Issued issue(String browser, @Nullable UUID accountId, @Nullable String continuation) {
        UUID id = UUID.randomUUID();
        String code = codes.generate();
        String link = values.generate();
        Instant now = clock.instant();
        Instant expiresAt = now.plus(properties.lifetime());
        jdbc.sql("""
                        insert into email_sign_in (id, browser_hash, account_id, code_hash, link_hash, continuation,
                                                   created_at, expires_at)
                        values (:id, :browser, :account, :code, :link, :continuation, :now, :expires)
                        """)
                .param("id", id)
                .param("browser", OpaqueValues.hash(browser))
                .param("account", accountId)
                .param("code", codes.hash(id, code))
                .param("link", OpaqueValues.hash(link))
                .param("continuation", continuation)
                .param("now", timestamp(now))
                .param("expires", timestamp(expiresAt))
                .update();
        return new Issued(code, link, expiresAt);
    }

    /**
     * Looks at a code, if the last one that this browser asked for may still be guessed at. It is counted before it is looked at, so
     * that of any number at once no more are looked at than of as many in a row.
     */
    Optional<Claimed> claimCode(String browser, String typed) {
        return jdbc.sql("""
                        update email_sign_in set guesses = guesses + 1
                        where id = (select id from email_sign_in where browser_hash = :browser order by created_at desc, id limit 1)
                          and used_at is null and expires_at > :now and guesses < :most
                        returning id, code_hash
                        """)
                .param("browser", OpaqueValues.hash(browser))
                .param("now", timestamp(clock.instant()))
                .param("most", properties.guesses())
                .query((row, number) -> new Guessed(row.getObject("id", UUID.class), row.getBytes("code_hash")))
                .optional()
                .filter(guessed -> codes.matches(guessed.id(), typed, guessed.codeHash()))
                .flatMap(guessed -> claim("id = :key", guessed.id(), browser));
    }

    Optional<Claimed> claimLink(String browser, String link) {
        return claim("link_hash = :key", OpaqueValues.hash(link), browser);
    }

    /** There for one caller, on whatever node, and only if there is an account. */
    private Optional<Claimed> claim(String which, Object key, String browser) {
        return jdbc.sql("""
                        update email_sign_in set used_at = :now
                        where %s and browser_hash = :browser and used_at is null and expires_at > :now
                          and account_id is not null
                        returning account_id, continuation
                        """.formatted(which))
                .param("key", key)
                .param("browser", OpaqueValues.hash(browser))
                .param("now", timestamp(clock.instant()))
                .query(EmailCodes::row)
                .optional();
    }

    void deleteOld() {
        OldRows.expired("email_sign_in", "id").delete(jdbc, clock.instant().minus(Duration.ofHours(1)));
    }

    private static Claimed row(ResultSet row, int number) throws SQLException {
        return new Claimed(row.getObject("account_id", UUID.class), row.getString("continuation"));
    }
}
