package dev.latchkey.auth.administration;

import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The links by which people set a password that no administrator ever knows. Each works once, and only the newest. */
@Repository
class PasswordLinks {

    private static final int AN_HOUR = 5;
    private final JdbcClient jdbc;
    private final OpaqueValues values;
    private final Clock clock;

    PasswordLinks(JdbcClient jdbc, OpaqueValues values, Clock clock) {
        this.jdbc = jdbc;
        this.values = values;
        this.clock = clock;
    }

    /** What a link is for. */
    enum Purpose {
        INVITATION(Duration.ofDays(7)),
        RESET(Duration.ofHours(24));

        private final Duration lifetime;

        Purpose(Duration lifetime) {
            this.lifetime = lifetime;
        }
    }

    /** A link that has been made. The value cannot be had again. */
    record Issued(String value, Instant expiresAt) {}

    /** What a link is good for. */
    record Link(UUID accountId, Purpose purpose) {}

    /**
     * Makes a link, after which those before are good for nothing.
     *
     * @throws TooManyLinksException when this account got too many in the last hour
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Issued issue(UUID accountId, Purpose purpose) {
        Instant now = clock.instant();
        // One at a time for an account, so that the count holds.
        jdbc.sql("select id from account where id = :account for no key update")
                .param("account", accountId)
                .query(UUID.class)
                .single();
        List<OffsetDateTime> recent = jdbc.sql("""
                        select created_at from password_link where account_id = :account and created_at > :since
                        order by created_at
                        """)
                .param("account", accountId)
                .param("since", timestamp(now.minus(Duration.ofHours(1))))
                .query(OffsetDateTime.class)
                .list();
        if (recent.size() >= AN_HOUR) {
            Instant free = recent.get(recent.size() - AN_HOUR).toInstant().plus(Duration.ofHours(1));
            throw new TooManyLinksException(Duration.between(now, free));
        }
        jdbc.sql("update password_link set expires_at = :now where account_id = :account and expires_at > :now")
                .param("account", accountId)
                .param("now", timestamp(now))
                .update();
        String value = values.generate();
        Instant expiresAt = now.plus(purpose.lifetime);
        jdbc.sql("""
                        insert into password_link (value_hash, account_id, purpose, created_at, expires_at)
                        values (:hash, :account, :purpose, :now, :expires)
                        """)
                .param("hash", OpaqueValues.hash(value))
                .param("account", accountId)
                .param("purpose", purpose.name())
                .param("now", timestamp(now))
                .param("expires", timestamp(expiresAt))
                .update();
        return new Issued(value, expiresAt);
    }

    /** Looks, and uses nothing: mail programs open links by themselves. */
    Optional<Link> find(String value) {
        return read("""
                select l.account_id, l.purpose from password_link l join account a on a.id = l.account_id
                where l.value_hash = :hash and l.used_at is null and l.expires_at > :now and a.enabled
                """, value);
    }

    /** Uses a link: of any number of parallel tries, one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Link> claim(String value) {
        return read("""
                update password_link l set used_at = :now from account a
                where l.value_hash = :hash and l.used_at is null and l.expires_at > :now and a.id = l.account_id and a.enabled
                returning l.account_id, l.purpose
                """, value);
    }

    private Optional<Link> read(String sql, String value) {
        if (!OpaqueValues.isWellFormed(value)) {
            return Optional.empty();
        }
        return jdbc.sql(sql)
                .param("hash", OpaqueValues.hash(value))
                .param("now", timestamp(clock.instant()))
                .query((row, n) ->
                        new Link(row.getObject("account_id", UUID.class), Purpose.valueOf(row.getString("purpose"))))
                .optional();
    }

    /** Deletes links that are good for nothing and do not count any more, a few at a time. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT3M")
    void sweep() {
        OldRows.expired("password_link", "value_hash")
                .delete(jdbc, clock.instant().minus(Duration.ofDays(1)));
    }
}
