package dev.latchkey.auth.recovery;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.secret.OpaqueValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of recoveries. */
@Repository
class Recoveries {

    private final JdbcClient jdbc;
    private final Clock clock;

    Recoveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A new one takes the place of those before. */
    void start(UUID accountId, UUID actorId, String token, String cancelToken, Instant opensAt, Instant expiresAt) {
        OffsetDateTime now = timestamp(clock.instant());
        jdbc.sql("update account_recovery set ended_at = :now where account_id = :account and ended_at is null")
                .param("now", now)
                .param("account", accountId)
                .update();
        jdbc.sql("""
                        insert into account_recovery (id, account_id, actor_id, token_hash, cancel_hash, started_at, opens_at,
                                                      expires_at)
                        values (:id, :account, :actor, :token, :cancel, :now, :opens, :expires)
                        """)
                .param("id", UUID.randomUUID())
                .param("account", accountId)
                .param("actor", actorId)
                .param("token", OpaqueValues.hash(token))
                .param("cancel", OpaqueValues.hash(cancelToken))
                .param("now", now)
                .param("opens", timestamp(opensAt))
                .param("expires", timestamp(expiresAt))
                .update();
    }

    /** The one of this link, whether it works already or not yet. */
    Optional<Recovery> find(String token) {
        return byHash("""
                select account_id, actor_id, opens_at from account_recovery
                where token_hash = :hash and ended_at is null and expires_at > :now
                """, token);
    }

    /** Uses the link up: there for one caller, on whatever node, and not before the waiting period is over. */
    Optional<Recovery> claim(String token) {
        return byHash("""
                update account_recovery set ended_at = :now
                where token_hash = :hash and ended_at is null and opens_at <= :now and expires_at > :now
                returning account_id, actor_id, opens_at
                """, token);
    }

    boolean canBeCancelled(String cancelToken) {
        return byHash("""
                        select account_id, actor_id, opens_at from account_recovery
                        where cancel_hash = :hash and ended_at is null and expires_at > :now
                        """, cancelToken).isPresent();
    }

    /** Ends it, for one caller. */
    Optional<Recovery> cancel(String cancelToken) {
        return byHash("""
                update account_recovery set ended_at = :now
                where cancel_hash = :hash and ended_at is null and expires_at > :now
                returning account_id, actor_id, opens_at
                """, cancelToken);
    }

    private Optional<Recovery> byHash(String sql, String token) {
        return OpaqueValues.isWellFormed(token)
                ? jdbc.sql(sql)
                        .param("hash", OpaqueValues.hash(token))
                        .param("now", timestamp(clock.instant()))
                        .query(Recoveries::row)
                        .optional()
                : Optional.empty();
    }

    private static Recovery row(ResultSet row, int number) throws SQLException {
        return new Recovery(
                row.getObject("account_id", UUID.class),
                row.getObject("actor_id", UUID.class),
                instant(row, "opens_at"));
    }
}
