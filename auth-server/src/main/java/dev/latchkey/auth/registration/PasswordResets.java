package dev.latchkey.auth.registration;

import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.mail.Mail;
import dev.latchkey.auth.mail.Mails;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The links with which a password is reset: 256 random bits, of which the hash is stored; one for an account, for half an
 * hour; worth nothing once the address or the password has changed.
 */
@Repository
class PasswordResets {

    private static final String LIVE = """
            r.token_hash = :hash and r.expires_at > :now and a.id = r.account_id and a.enabled and a.email_key = r.email_key
              and r.password_fingerprint = sha256(convert_to(coalesce(a.password_hash, ''), 'UTF8'))""";

    private final JdbcClient jdbc;
    private final OpaqueValues values;
    private final Mails mails;
    private final AuditTrail audit;
    private final Issuer issuer;
    private final RegistrationProperties properties;
    private final Clock clock;

    PasswordResets(
            JdbcClient jdbc,
            OpaqueValues values,
            Mails mails,
            AuditTrail audit,
            Issuer issuer,
            RegistrationProperties properties,
            Clock clock) {
        this.jdbc = jdbc;
        this.values = values;
        this.mails = mails;
        this.audit = audit;
        this.issuer = issuer;
        this.properties = properties;
        this.clock = clock;
    }

    /** Mails an account a link; the one before it is good for nothing from now on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(Account account, Locale locale, String network) {
        String token = values.generate();
        Instant expiresAt = clock.instant().plus(properties.resetLifetime());
        jdbc.sql("""
                        insert into password_reset (token_hash, account_id, email_key, password_fingerprint, expires_at)
                        select :hash, id, email_key, sha256(convert_to(coalesce(password_hash, ''), 'UTF8')), :expires
                        from account where id = :account
                        on conflict (account_id) do update
                        set token_hash = excluded.token_hash, email_key = excluded.email_key,
                            password_fingerprint = excluded.password_fingerprint, expires_at = excluded.expires_at
                        """)
                .param("hash", OpaqueValues.hash(token))
                .param("expires", timestamp(expiresAt))
                .param("account", account.getId())
                .update();
        mails.send(Mail.to(account.getEmail(), locale)
                .template("password-reset")
                .with("link", issuer.url("/password/reset?token=" + token))
                .with("username", account.getUsername())
                .expiring(expiresAt));
        SecurityEvent event = SecurityEvent.success(SecurityEventType.PASSWORD_RESET_REQUESTED)
                .account(account.getId());
        audit.record(network == null ? event : event.detail("network", network));
    }

    /** For whom a link is. Looking does not use it up. */
    Optional<UUID> find(String token) {
        return jdbc.sql("select r.account_id from password_reset r, account a where " + LIVE)
                .param("hash", OpaqueValues.hash(token))
                .param("now", timestamp(clock.instant()))
                .query(UUID.class)
                .optional();
    }

    /** Uses a link up: of any number of calls, one gets it. */
    Optional<UUID> claim(String token) {
        return jdbc.sql("delete from password_reset r using account a where " + LIVE + " returning r.account_id")
                .param("hash", OpaqueValues.hash(token))
                .param("now", timestamp(clock.instant()))
                .query(UUID.class)
                .optional();
    }

    void deleteExpired() {
        OldRows.expired("password_reset", "token_hash").delete(jdbc, clock.instant());
    }
}
