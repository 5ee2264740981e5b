package dev.latchkey.auth.logout;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.instantOrNull;
import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.database.OldRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** The rows of deliveries: what is to be said, and what came of it. Rows stay for a week, for administrators to look at. */
@Repository
public class LogoutDeliveries {

    /** An application that was away for a day has no session of the person any more, or does not want to know. */
    static final Duration PATIENCE = Duration.ofDays(1);

    private static final Duration KEPT = Duration.ofDays(7);
    private final JdbcClient jdbc;
    private final Clock clock;

    LogoutDeliveries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The latest deliveries, newest first. */
    public List<LogoutDelivery> latest(int limit) {
        return jdbc.sql("select * from logout_delivery order by created_at desc, id limit :limit")
                .param("limit", limit)
                .query(LogoutDeliveries::row)
                .list();
    }

    /** Those of one client, newest first. */
    public List<LogoutDelivery> latestOf(UUID clientId, int limit) {
        return jdbc.sql("""
                        select * from logout_delivery where client_id = :client order by created_at desc, id limit :limit
                        """)
                .param("client", clientId)
                .param("limit", limit)
                .query(LogoutDeliveries::row)
                .list();
    }

    /** Adds one for every application that the session was used for and that wants to hear. */
    List<UUID> addForSession(UUID sessionId, UUID accountId) {
        return insert("""
                        select c.id, cast(:session as uuid) from client c
                        where c.id in (select client_id from session_client where session_id = :session
                                       union select client_id from oauth_grant where session_id = :session)
                        """)
                .param("session", sessionId)
                .param("account", accountId)
                .query(UUID.class)
                .list();
    }

    /** Adds one for the application of a grant, unless the same is waiting already. */
    List<UUID> addForGrant(UUID grantId, UUID accountId) {
        return insert("select g.client_id, g.session_id from oauth_grant g where g.id = :grant")
                .param("grant", grantId)
                .param("account", accountId)
                .query(UUID.class)
                .list();
    }

    private JdbcClient.StatementSpec insert(String clientsAndSessions) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        insert into logout_delivery (id, client_id, account_id, session_id, created_at, expires_at)
                        select gen_random_uuid(), told.client_id, :account, told.session_id, :now, :expires
                        from (%s) as told (client_id, session_id) join client c on c.id = told.client_id
                        where c.enabled and c.metadata ->> 'backchannel_logout_uri' is not null
                          and (told.session_id is not null
                               or coalesce((c.metadata ->> 'backchannel_logout_session_required')::boolean, false) = false)
                          and not exists (
                            select 1 from logout_delivery d
                            where d.client_id = told.client_id and d.session_id is not distinct from told.session_id
                              and d.account_id = :account and d.attempts = 0 and d.delivered_at is null
                              and d.given_up_at is null)
                        returning id
                        """.formatted(clientsAndSessions))
                .param("now", timestamp(now))
                .param("expires", timestamp(now.plus(PATIENCE)));
    }

    Optional<LogoutDelivery> findPending(UUID id) {
        return jdbc.sql("select * from logout_delivery where id = :id")
                .param("id", id)
                .query(LogoutDeliveries::row)
                .optional()
                .filter(LogoutDelivery::isPending);
    }

    void delivered(UUID id, String outcome) {
        attempted(id, outcome, "delivered_at = :now");
    }

    void failed(UUID id, String outcome) {
        attempted(id, outcome, "delivered_at = null");
    }

    /** Opens it again, for another day. False when it has been delivered, or there is none. */
    boolean reopen(UUID id) {
        return jdbc.sql("""
                        update logout_delivery set given_up_at = null, expires_at = :expires
                        where id = :id and delivered_at is null
                        """)
                        .param("expires", timestamp(clock.instant().plus(PATIENCE)))
                        .param("id", id)
                        .update()
                == 1;
    }

    private void attempted(UUID id, String outcome, String change) {
        jdbc.sql("""
                        update logout_delivery set attempts = attempts + 1, last_attempt_at = :now, last_outcome = :outcome,
                        """ + change + " where id = :id")
                .param("now", timestamp(clock.instant()))
                .param("outcome", outcome)
                .param("id", id)
                .update();
    }

    void giveUp(UUID id, String outcome) {
        jdbc.sql("update logout_delivery set given_up_at = :now, last_outcome = :outcome where id = :id")
                .param("now", timestamp(clock.instant()))
                .param("outcome", outcome)
                .param("id", id)
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void sweep() {
        OldRows.of("logout_delivery", "id", "created_at")
                .delete(jdbc, clock.instant().minus(KEPT));
    }

    private static LogoutDelivery row(ResultSet row, int number) throws SQLException {
        return new LogoutDelivery(
                row.getObject("id", UUID.class),
                row.getObject("client_id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getObject("session_id", UUID.class),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                row.getInt("attempts"),
                instantOrNull(row, "last_attempt_at"),
                row.getString("last_outcome"),
                instantOrNull(row, "delivered_at"),
                instantOrNull(row, "given_up_at"));
    }
}
