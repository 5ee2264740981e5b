package dev.latchkey.auth.brake;

import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.account.PasswordChanged;
import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.BrowserCookie;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The browsers in which somebody has typed the right password of an account. They have a count of their own, so that who
 * guesses from elsewhere cannot lock the owner out. It proves nothing else: no password and no factor is left out for it.
 *
 * <p>The cookie's value changes at each sign-in: one that was planted is worth nothing afterwards.
 */
@Component
class KnownDevices {

    private static final int MOST_OF_AN_ACCOUNT = 50;

    private final JdbcClient jdbc;
    private final OpaqueValues values;
    private final BrakeProperties properties;
    private final Clock clock;
    private final BrowserCookie cookie;

    KnownDevices(JdbcClient jdbc, OpaqueValues values, BrakeProperties properties, Clock clock, Issuer issuer) {
        this.jdbc = jdbc;
        this.values = values;
        this.properties = properties;
        this.clock = clock;
        this.cookie = BrowserCookie.strict("latchkey-device", issuer);
    }

    /** The secret of this browser, if the account has signed in with it. */
    Optional<String> secretOf(UUID accountId, HttpServletRequest request) {
        return cookie.readOpaque(request)
                .filter(secret -> jdbc.sql("""
                        select exists(select 1 from known_device
                                      where secret_hash = :hash and account_id = :account and expires_at > :now)
                        """)
                        .param("hash", OpaqueValues.hash(secret))
                        .param("account", accountId)
                        .param("now", timestamp(clock.instant()))
                        .query(Boolean.class)
                        .single());
    }

    @Transactional
    public void remember(UUID accountId, HttpServletRequest request, HttpServletResponse response) {
        String secret = values.generate();
        byte[] hash = OpaqueValues.hash(secret);
        Instant now = clock.instant();
        // Other people who sign in with this browser stay known too.
        cookie.readOpaque(request)
                .ifPresent(before -> jdbc.sql("update known_device set secret_hash = :hash where secret_hash = :before")
                        .param("hash", hash)
                        .param("before", OpaqueValues.hash(before))
                        .update());
        jdbc.sql("""
                        insert into known_device (secret_hash, account_id, last_used_at, expires_at)
                        values (:hash, :account, :now, :expires)
                        on conflict (secret_hash, account_id) do update
                        set last_used_at = excluded.last_used_at, expires_at = excluded.expires_at
                        """)
                .param("hash", hash)
                .param("account", accountId)
                .param("now", timestamp(now))
                .param("expires", timestamp(now.plus(properties.knownDeviceLifetime())))
                .update();
        jdbc.sql("""
                        delete from known_device where account_id = :account and secret_hash in (
                          select secret_hash from known_device where account_id = :account
                          order by last_used_at desc offset :most for update skip locked)
                        """)
                .param("account", accountId)
                .param("most", MOST_OF_AN_ACCOUNT)
                .update();
        cookie.write(secret, properties.knownDeviceLifetime(), response);
    }

    /** Whoever typed the old password is a stranger again. */
    @EventListener
    void forgetAll(PasswordChanged changed) {
        jdbc.sql("delete from known_device where account_id = :account")
                .param("account", changed.accountId())
                .update();
    }

    void deleteExpired() {
        OldRows.expired("known_device", "secret_hash, account_id").delete(jdbc, clock.instant());
    }
}
