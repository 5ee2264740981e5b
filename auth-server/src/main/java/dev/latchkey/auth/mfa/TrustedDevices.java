package dev.latchkey.auth.mfa;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.AllSessionsEnded;
import dev.latchkey.auth.session.BrowserSession;
import dev.latchkey.auth.session.Device;
import dev.latchkey.auth.web.BrowserCookie;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Browsers in which their owner chose not to be asked for a second factor for a while. Each holds a random value, in a cookie of its
 * own for each account. The time is fixed when it is chosen; a sign-in there still says that it had one factor.
 */
@Repository
class TrustedDevices {

    private static final int MOST_OF_AN_ACCOUNT = 20;
    private static final int NAME_BYTES = 6;

    private final JdbcClient jdbc;
    private final OpaqueValues values;
    private final MfaProperties properties;
    private final FactorNotices notices;
    private final Clock clock;
    private final BrowserCookie cookies;

    TrustedDevices(
            JdbcClient jdbc,
            OpaqueValues values,
            MfaProperties properties,
            FactorNotices notices,
            Clock clock,
            Issuer issuer) {
        this.jdbc = jdbc;
        this.values = values;
        this.properties = properties;
        this.notices = notices;
        this.clock = clock;
        this.cookies = BrowserCookie.lax("latchkey-trusted-", issuer);
    }

    /** Trusts this browser from now on. The oldest of too many are forgotten. */
    @Transactional
    public void trust(BrowserSession session, HttpServletRequest request, HttpServletResponse response) {
        UUID accountId = session.accountId();
        String secret = values.generate();
        Instant now = clock.instant();
        Device device = Device.of(request);
        cookieOf(accountId)
                .readOpaque(request)
                .ifPresent(before -> jdbc.sql(
                                "delete from trusted_device where secret_hash = :hash and account_id = :account")
                        .param("hash", OpaqueValues.hash(before))
                        .param("account", accountId)
                        .update());
        jdbc.sql("""
                        insert into trusted_device (id, account_id, secret_hash, user_agent, address, created_at, last_used_at,
                                                    expires_at)
                        values (:id, :account, :hash, :agent, :address, :now, :now, :expires)
                        """)
                .param("id", UUID.randomUUID())
                .param("account", accountId)
                .param("hash", OpaqueValues.hash(secret))
                .param("agent", device.userAgent())
                .param("address", device.address())
                .param("now", timestamp(now))
                .param("expires", timestamp(now.plus(properties.trustedDeviceLifetime())))
                .update();
        jdbc.sql("""
                        delete from trusted_device where id in (
                          select id from trusted_device where account_id = :account order by created_at desc offset :most)
                        """)
                .param("account", accountId)
                .param("most", MOST_OF_AN_ACCOUNT)
                .update();
        notices.deviceTrusted(session);
        cookieOf(accountId).write(secret, properties.trustedDeviceLifetime(), response);
    }

    /** Whether the account trusts this browser. */
    boolean isTrusted(UUID accountId, HttpServletRequest request) {
        return cookieOf(accountId)
                .readOpaque(request)
                .filter(secret -> jdbc.sql("""
                                update trusted_device set last_used_at = :now
                                where secret_hash = :hash and account_id = :account and expires_at > :now
                                """)
                                .param("now", timestamp(clock.instant()))
                                .param("hash", OpaqueValues.hash(secret))
                                .param("account", accountId)
                                .update()
                        == 1)
                .isPresent();
    }

    /** Those that still count, newest first. */
    List<TrustedDevice> listOf(UUID accountId) {
        return jdbc.sql("""
                        select id, user_agent, address, created_at, expires_at from trusted_device
                        where account_id = :account and expires_at > :now order by created_at desc, id
                        """)
                .param("account", accountId)
                .param("now", timestamp(clock.instant()))
                .query((row, number) -> new TrustedDevice(
                        row.getObject("id", UUID.class),
                        row.getString("user_agent"),
                        row.getString("address"),
                        instant(row, "created_at"),
                        instant(row, "expires_at")))
                .list();
    }

    /**
     * Trusts one of them no longer.
     *
     * @return false when the account has no such one, whoever else has
     */
    @Transactional
    public boolean forget(BrowserSession session, UUID id) {
        int deleted = jdbc.sql("delete from trusted_device where id = :id and account_id = :account")
                .param("id", id)
                .param("account", session.accountId())
                .update();
        if (deleted > 0) {
            notices.deviceTrustRevoked(session);
        }
        return deleted > 0;
    }

    /** Trusts no browser of this account any longer, as when its password changes. Joins the transaction of the caller. */
    void forgetAll(UUID accountId) {
        jdbc.sql("delete from trusted_device where account_id = :account")
                .param("account", accountId)
                .update();
    }

    /** Whoever was let in before is not to be believed any more, as after another password. */
    @EventListener
    void on(AllSessionsEnded ended) {
        if (ended.reason().endsOfflineAccess()) {
            forgetAll(ended.accountId());
        }
    }

    /** Deletes what has expired, a few at a time. */
    void deleteExpired() {
        OldRows.expired("trusted_device", "id").delete(jdbc, clock.instant());
    }

    /** Tells accounts apart in one browser without naming them to it. */
    private BrowserCookie cookieOf(UUID accountId) {
        return cookies.with(HexFormat.of().formatHex(OpaqueValues.hash(accountId.toString()), 0, NAME_BYTES));
    }
}
