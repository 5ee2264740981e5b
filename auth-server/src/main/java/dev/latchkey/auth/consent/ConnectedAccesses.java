package dev.latchkey.auth.consent;

import dev.latchkey.auth.session.DeviceName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sessions and devices behind what an application can do. */
@Repository
class ConnectedAccesses {

    private final JdbcClient jdbc;

    ConnectedAccesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Found(List<ConnectedApplicationPage.Access> accesses, int total) {}

    /** The one used last first. */
    Found of(UUID accountId, UUID client, int limit, ZoneId zone) {
        int[] total = {0};
        List<ConnectedApplicationPage.Access> accesses = jdbc.sql("""
                        select s.id as session, s.user_agent, s.address, g.created_at, g.last_used_at,
                               g.session_id is null or 'offline_access' = any (g.scopes) as offline, count(*) over () as total
                        from oauth_grant g left join browser_session s on s.id = g.session_id
                        where g.account_id = :account and g.client_id = :client
                          and g.revoked_at is null and g.expires_at > now()
                        order by g.last_used_at desc, g.id limit :limit
                        """)
                .param("account", accountId)
                .param("client", client)
                .param("limit", limit)
                .query((row, n) -> {
                    total[0] = row.getInt("total");
                    return access(row, zone);
                })
                .list();
        return new Found(accesses, total[0]);
    }

    private static ConnectedApplicationPage.Access access(ResultSet row, ZoneId zone) throws SQLException {
        @Nullable UUID session = row.getObject("session", UUID.class);
        return new ConnectedApplicationPage.Access(
                session == null ? null : DeviceName.of(row.getString("user_agent")),
                row.getString("address"),
                row.getBoolean("offline"),
                time(row, "created_at", zone),
                time(row, "last_used_at", zone));
    }

    private static ZonedDateTime time(ResultSet row, String column, ZoneId zone) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).atZoneSameInstant(zone);
    }
}
