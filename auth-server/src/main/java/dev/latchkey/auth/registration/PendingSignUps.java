package dev.latchkey.auth.registration;

import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.account.NewAccount;
import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SixDigitCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of sign-ups that wait. Each is confirmed by one statement, which takes it away. */
@Repository
class PendingSignUps {

    private static final String COLUMNS =
            " id, username, email, email_key, name, birthdate, password_hash, language, address_known ";

    private final JdbcClient jdbc;
    private final SixDigitCode codes;
    private final RegistrationProperties properties;
    private final Clock clock;

    PendingSignUps(JdbcClient jdbc, SixDigitCode signUpCode, RegistrationProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.codes = signUpCode;
        this.properties = properties;
        this.clock = clock;
    }

    /** What opens a sign-up: the browser's handle, and the link and code for the mail. */
    record Keys(String handle, String link, String code) {}

    /** A code that was counted, and what it is compared with. */
    @SuppressWarnings("ArrayRecordComponent") // read at once and never compared
    private record Attempt(UUID id, byte[] codeHash) {}

    /** @return false if the user name is taken by another sign-up */
    boolean add(PendingSignUp signUp, String usernameKey, Keys keys) {
        Instant now = clock.instant();
        // One that has expired and was not swept yet holds no name.
        jdbc.sql("delete from pending_sign_up where username_key = :key and expires_at <= :now")
                .param("key", usernameKey)
                .param("now", timestamp(now))
                .update();
        NewAccount account = signUp.account();
        return jdbc.sql("""
                        insert into pending_sign_up (id, handle_hash, link_hash, link_expires_at, code_hash, code_expires_at,
                            code_attempts, username, username_key, email, email_key, name, birthdate, password_hash,
                            language, address_known, expires_at)
                        values (:id, :handle, :link, :linkExpires, :code, :codeExpires, 0, :username, :usernameKey, :email,
                            :emailKey, :name, :birthdate, :password, :language, :known, :linkExpires)
                        on conflict (username_key) do nothing
                        """)
                        .param("id", signUp.id())
                        .param("handle", OpaqueValues.hash(keys.handle()))
                        .param("link", OpaqueValues.hash(keys.link()))
                        .param("linkExpires", timestamp(now.plus(properties.linkLifetime())))
                        .param("code", codes.hash(signUp.id(), keys.code()))
                        .param("codeExpires", timestamp(now.plus(properties.codeLifetime())))
                        .param("username", account.username())
                        .param("usernameKey", usernameKey)
                        .param("email", account.email())
                        .param("emailKey", signUp.emailKey())
                        .param("name", account.name())
                        .param("birthdate", account.birthdate())
                        .param("password", signUp.passwordHash())
                        .param("language", signUp.locale().toLanguageTag())
                        .param("known", signUp.addressKnown())
                        .update()
                == 1;
    }

    Optional<PendingSignUp> findByHandle(String handle) {
        return jdbc.sql("select" + COLUMNS + "from pending_sign_up where handle_hash = :hash and expires_at > :now")
                .param("hash", OpaqueValues.hash(handle))
                .param("now", timestamp(clock.instant()))
                .query(PendingSignUps::row)
                .optional();
    }

    Optional<PendingSignUp> findByLink(String link) {
        return jdbc.sql("select" + COLUMNS + """
                        from pending_sign_up where link_hash = :hash and link_expires_at > :now and not address_known
                        """)
                .param("hash", OpaqueValues.hash(link))
                .param("now", timestamp(clock.instant()))
                .query(PendingSignUps::row)
                .optional();
    }

    /** New link and code; the ones before are good for nothing. */
    void renew(UUID id, String link, String code) {
        Instant now = clock.instant();
        jdbc.sql("""
                        update pending_sign_up set link_hash = :link, link_expires_at = :linkExpires, code_hash = :code,
                            code_expires_at = :codeExpires, code_attempts = 0, expires_at = :linkExpires
                        where id = :id
                        """)
                .param("id", id)
                .param("link", OpaqueValues.hash(link))
                .param("linkExpires", timestamp(now.plus(properties.linkLifetime())))
                .param("code", codes.hash(id, code))
                .param("codeExpires", timestamp(now.plus(properties.codeLifetime())))
                .update();
    }

    /** Takes the sign-up of a link away: of any number of calls, one gets it. */
    Optional<PendingSignUp> claimByLink(String link) {
        return jdbc.sql("""
                        delete from pending_sign_up where link_hash = :hash and link_expires_at > :now and not address_known
                        returning""" + COLUMNS)
                .param("hash", OpaqueValues.hash(link))
                .param("now", timestamp(clock.instant()))
                .query(PendingSignUps::row)
                .optional();
    }

    /** Counts a code before it is compared, and takes the sign-up away if it is right. */
    Optional<PendingSignUp> claimByCode(String handle, String typed) {
        Optional<Attempt> attempt = jdbc.sql("""
                        update pending_sign_up set code_attempts = code_attempts + 1
                        where handle_hash = :hash and code_expires_at > :now and code_attempts < :allowed
                        returning id, code_hash
                        """)
                .param("hash", OpaqueValues.hash(handle))
                .param("now", timestamp(clock.instant()))
                .param("allowed", properties.codeAttempts())
                .query((row, number) -> new Attempt(row.getObject("id", UUID.class), row.getBytes("code_hash")))
                .optional();
        return attempt.filter(counted -> codes.matches(counted.id(), typed, counted.codeHash()))
                .flatMap(counted -> jdbc.sql("""
                                delete from pending_sign_up
                                where id = :id and code_hash = :code and not address_known returning""" + COLUMNS)
                        .param("id", counted.id())
                        .param("code", counted.codeHash())
                        .query(PendingSignUps::row)
                        .optional());
    }

    void forget(String handle) {
        jdbc.sql("delete from pending_sign_up where handle_hash = :hash")
                .param("hash", OpaqueValues.hash(handle))
                .update();
    }

    /** The address has an account now: what others prepared for it is gone. */
    void forgetAllOf(String emailKey) {
        jdbc.sql("delete from pending_sign_up where email_key = :key")
                .param("key", emailKey)
                .update();
    }

    void deleteExpired() {
        OldRows.expired("pending_sign_up", "id").delete(jdbc, clock.instant());
    }

    private static PendingSignUp row(ResultSet row, int number) throws SQLException {
        return new PendingSignUp(
                row.getObject("id", UUID.class),
                new NewAccount(
                        row.getString("username"),
                        row.getString("email"),
                        row.getString("name"),
                        row.getObject("birthdate", LocalDate.class)),
                row.getString("email_key"),
                row.getString("password_hash"),
                Locale.forLanguageTag(row.getString("language")),
                row.getBoolean("address_known"));
    }
}
