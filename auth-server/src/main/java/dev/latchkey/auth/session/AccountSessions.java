package dev.latchkey.auth.session;

import static dev.latchkey.auth.database.Columns.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The open sessions of one account, as its owner sees them, and the end of them. */
@Repository
public class AccountSessions {

    private static final String OPEN = """
            account_id = :account and ended_at is null and expires_at > :now
              and last_seen_at > case when remembered then :rememberedIdleSince else :idleSince end""";

    private static final String COLUMNS =
            "select id, user_agent, address, remembered, created_at, last_seen_at from browser_session where ";

    private final JdbcClient jdbc;
    private final BrowserSessions sessions;
    private final SessionProperties properties;
    private final Clock clock;

    AccountSessions(JdbcClient jdbc, BrowserSessions sessions, SessionProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.properties = properties;
        this.clock = clock;
    }

    /** An open session, without what opens it. */
    public record OpenSession(
            UUID id,
            @Nullable String userAgent,
            @Nullable String address,
            boolean remembered,
            Instant createdAt,
            Instant lastSeenAt) {}

    /** The open sessions, the one used last first. */
    public List<OpenSession> of(UUID accountId, int limit) {
        return open(COLUMNS + OPEN + " order by last_seen_at desc, id limit :limit", accountId)
                .param("limit", limit)
                .query(AccountSessions::row)
                .list();
    }

    Optional<OpenSession> find(UUID accountId, UUID sessionId) {
        return open(COLUMNS + OPEN + " and id = :id", accountId)
                .param("id", sessionId)
                .query(AccountSessions::row)
                .optional();
    }

    /** A page of the open sessions but one, the one used last first. */
    List<OpenSession> othersOf(UUID accountId, UUID except, int offset, int limit) {
        return open(
                        COLUMNS + OPEN
                                + " and id <> :except order by last_seen_at desc, id offset :offset limit :limit",
                        accountId)
                .param("except", except)
                .param("offset", offset)
                .param("limit", limit)
                .query(AccountSessions::row)
                .list();
    }

    /** How many browsers the account is signed in with, other than this one. */
    public int countOthersOf(UUID accountId, UUID except) {
        return open("select count(*) from browser_session where " + OPEN + " and id <> :except", accountId)
                .param("except", except)
                .query(Integer.class)
                .single();
    }

    /**
     * Ends a session of this account.
     *
     * @return false when the account has no such open session, whoever else has
     */
    @Transactional
    public boolean end(UUID accountId, UUID sessionId, SessionEnded.Reason reason) {
        return sessions.end(accountId, sessionId, reason);
    }

    /**
     * Ends the sessions of an account, on every node at once, and what was given in them. For a reason after which nobody who
     * was let in before is to be trusted, what applications may do without the person ends too.
     *
     * @param except the session that goes on, or null for none
     * @return how many ended
     */
    @Transactional
    public int endAll(UUID accountId, @Nullable UUID except, SessionEnded.Reason reason) {
        return sessions.endAll(accountId, except, reason);
    }

    private JdbcClient.StatementSpec open(String sql, UUID accountId) {
        Instant now = clock.instant();
        return jdbc.sql(sql)
                .param("account", accountId)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("idleSince", now.minus(properties.idleTimeout()).atOffset(ZoneOffset.UTC))
                .param(
                        "rememberedIdleSince",
                        now.minus(properties.rememberedIdleTimeout()).atOffset(ZoneOffset.UTC));
    }

    private static OpenSession row(ResultSet row, int number) throws SQLException {
        return new OpenSession(
                row.getObject("id", UUID.class),
                row.getString("user_agent"),
                row.getString("address"),
                row.getBoolean("remembered"),
                instant(row, "created_at"),
                instant(row, "last_seen_at"));
    }
}
