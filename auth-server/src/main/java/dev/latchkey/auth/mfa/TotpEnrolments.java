package dev.latchkey.auth.mfa;

import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.Sealed;
import dev.latchkey.auth.session.BrowserSession;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Authenticator apps that wait for their first correct code. The seed is drawn here and nowhere else, is shown to the session that
 * began, and counts for nothing until a code proves that an app has it.
 */
@Repository
class TotpEnrolments {

    /** As long as the output of the hash (RFC 4226 §4, R6). */
    private static final int SEED_BYTES = 20;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final TotpSeeds seeds;
    private final MfaProperties properties;
    private final Clock clock;

    TotpEnrolments(JdbcClient jdbc, TotpSeeds seeds, MfaProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.seeds = seeds;
        this.properties = properties;
        this.clock = clock;
    }

    /** What this session is setting up: the same when the page is loaded again, another after it has waited too long. */
    @Transactional
    public TotpDevice begin(BrowserSession session) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        Sealed sealed = seeds.seal(session.accountId(), seed);
        jdbc.sql(
                        "delete from totp_device where enrolling_session = :session and confirmed_at is null and created_at <= :oldest")
                .param("session", session.id())
                .param("oldest", timestamp(oldest()))
                .update();
        jdbc.sql("""
                        insert into totp_device (id, account_id, name, sealed_with, sealed_seed, created_at, enrolling_session)
                        values (:id, :account, '', :key, :seed, :now, :session)
                        on conflict (enrolling_session) where confirmed_at is null do nothing
                        """)
                .param("id", UUID.randomUUID())
                .param("account", session.accountId())
                .param("key", sealed.keyId())
                .param("seed", sealed.ciphertext())
                .param("now", timestamp(clock.instant()))
                .param("session", session.id())
                .update();
        return find(session).orElseThrow();
    }

    /** What this session is setting up, if it has begun to and has not taken too long. */
    Optional<TotpDevice> find(BrowserSession session) {
        return jdbc.sql("""
                        select id, account_id, sealed_with, sealed_seed, last_step from totp_device
                        where enrolling_session = :session and account_id = :account and confirmed_at is null
                          and created_at > :oldest
                        """)
                .param("session", session.id())
                .param("account", session.accountId())
                .param("oldest", timestamp(oldest()))
                .query(TotpDevices::row)
                .optional();
    }

    /** Lets it count from now on, once; the step of the code that proved it is used up. */
    boolean confirm(TotpDevice device, String name, long step) {
        return jdbc.sql("""
                        update totp_device
                        set confirmed_at = :now, last_used_at = :now, name = :name, last_step = :step, enrolling_session = null
                        where id = :id and confirmed_at is null and created_at > :oldest
                        """)
                        .param("now", timestamp(clock.instant()))
                        .param("name", name)
                        .param("step", step)
                        .param("id", device.id())
                        .param("oldest", timestamp(oldest()))
                        .update()
                == 1;
    }

    /** Deletes what has waited too long, a few at a time. */
    void deleteExpired() {
        OldRows.of("totp_device", "id", "created_at")
                .where("confirmed_at is null")
                .delete(jdbc, oldest());
    }

    private Instant oldest() {
        return clock.instant().minus(properties.enrolmentLifetime());
    }
}
