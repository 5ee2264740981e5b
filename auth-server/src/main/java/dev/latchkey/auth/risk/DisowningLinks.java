package dev.latchkey.auth.risk;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.OpaqueValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the links with which a sign-in is disowned. Only their hashes are kept. */
@Repository
class DisowningLinks {

    private final JdbcClient jdbc;
    private final OpaqueValues values;
    private final Clock clock;

    DisowningLinks(JdbcClient jdbc, OpaqueValues values, Clock clock) {
        this.jdbc = jdbc;
        this.values = values;
        this.clock = clock;
    }

    record Link(UUID accountId, UUID sessionId) {}

    /** The token of a new link, which cannot be had again. */
    String create(UUID accountId, UUID sessionId, Instant expiresAt) {
        String token = values.generate();
        jdbc.sql("""
                        insert into disowning_link (token_hash, account_id, session_id, expires_at)
                        values (:hash, :account, :session, :expires)
                        """)
                .param("hash", OpaqueValues.hash(token))
                .param("account", accountId)
                .param("session", sessionId)
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
        return token;
    }

    /** Whether it can still be used; using it is {@link #claim}. */
    boolean isOpen(String token) {
        return OpaqueValues.isWellFormed(token)
                && jdbc.sql("""
                        select exists(select 1 from disowning_link
                                      where token_hash = :hash and used_at is null and expires_at > :now)
                        """)
                        .param("hash", OpaqueValues.hash(token))
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .query(Boolean.class)
                        .single();
    }

    /** Uses it up: there for one caller, on whatever node. */
    Optional<Link> claim(String token) {
        if (!OpaqueValues.isWellFormed(token)) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        update disowning_link set used_at = :now
                        where token_hash = :hash and used_at is null and expires_at > :now
                        returning account_id, session_id
                        """)
                .param("hash", OpaqueValues.hash(token))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(DisowningLinks::row)
                .optional();
    }

    void deleteExpired() {
        OldRows.expired("disowning_link", "token_hash").delete(jdbc, clock.instant());
    }

    private static Link row(ResultSet row, int number) throws SQLException {
        return new Link(row.getObject("account_id", UUID.class), row.getObject("session_id", UUID.class));
    }
}
