package dev.latchkey.auth.consent;

import dev.latchkey.auth.authorization.GrantRevoked;
import dev.latchkey.auth.authorization.Grants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which applications can get at an account, and how its owner takes that back. */
@Service
public class ConnectedApplications {

    /** Everything that was allowed, and everything first-party that is in use without having been asked for. */
    private static final String CONNECTIONS = """
            with live as (
              select client_id, min(created_at) as since, max(last_used_at) as last_used
              from oauth_grant
              where account_id = :account and revoked_at is null and expires_at > now()
              group by client_id),
            allowed as (
              select client_id, min(granted_at) as since, max(last_used_at) as last_used
              from oauth_consent where account_id = :account group by client_id)
            select c.id, c.client_id, coalesce(c.metadata ->> 'client_name', c.client_id) as name,
                   c.metadata ->> 'client_uri' as client_uri, c.trusted, c.enabled,
                   coalesce(a.since, l.since) as since, greatest(l.last_used, a.last_used) as last_used,
                   count(*) over () as total
            from allowed a full join live l on l.client_id = a.client_id
              join client c on c.id = coalesce(a.client_id, l.client_id)
            """;

    private final JdbcClient jdbc;
    private final Grants grants;

    ConnectedApplications(JdbcClient jdbc, Grants grants) {
        this.jdbc = jdbc;
        this.grants = grants;
    }

    /**
     * @param id of the client's row
     * @param enabled whether it could use what it has
     * @param lastUsed none when it never used anything
     */
    public record Connection(
            UUID id,
            String clientId,
            String name,
            @Nullable String clientUri,
            boolean trusted,
            boolean enabled,
            LocalDate since,
            @Nullable LocalDate lastUsed) {}

    /** A part of the connections. */
    public record Found(List<Connection> connections, int total) {}

    /**
     * The one used last first.
     *
     * @param search what the name has in it; empty for all
     */
    public Found of(UUID accountId, String search, int offset, int limit) {
        int[] total = {0};
        List<Connection> connections = jdbc.sql(CONNECTIONS + """
                        where strpos(lower(coalesce(c.metadata ->> 'client_name', c.client_id)), lower(:search)) > 0
                        order by last_used desc nulls last, since desc, c.id offset :offset limit :limit
                        """)
                .param("account", accountId)
                .param("search", search)
                .param("offset", offset)
                .param("limit", limit)
                .query((row, n) -> {
                    total[0] = row.getInt("total");
                    return connection(row);
                })
                .list();
        return new Found(connections, total[0]);
    }

    Optional<Connection> find(UUID accountId, String clientId) {
        return jdbc.sql(CONNECTIONS + " where c.client_id = :client")
                .param("account", accountId)
                .param("client", clientId)
                .query((row, n) -> connection(row))
                .optional();
    }

    /** Forgets what was allowed and ends every authorization of the application. It has to ask again. */
    @Transactional
    public boolean disconnect(UUID accountId, String clientId) {
        return find(accountId, clientId)
                .map(connection -> disconnect(accountId, connection.id(), GrantRevoked.Reason.DISCONNECTED_BY_PERSON))
                .orElse(false);
    }

    /** The same for all applications, those of this service too: each has to ask, or to send the person here to sign in. */
    @Transactional
    public void disconnectAll(UUID accountId) {
        jdbc.sql("delete from oauth_consent where account_id = :account")
                .param("account", accountId)
                .update();
        grants.revokeAll(accountId, GrantRevoked.Reason.DISCONNECTED_BY_PERSON);
    }

    /** Whether there was anything to take back. */
    @Transactional
    boolean disconnect(UUID accountId, UUID client, GrantRevoked.Reason reason) {
        int forgotten = jdbc.sql("delete from oauth_consent where account_id = :account and client_id = :client")
                .param("account", accountId)
                .param("client", client)
                .update();
        return grants.revokeAll(accountId, client, reason) > 0 || forgotten > 0;
    }

    private static Connection connection(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime lastUsed = row.getObject("last_used", OffsetDateTime.class);
        return new Connection(
                row.getObject("id", UUID.class),
                row.getString("client_id"),
                row.getString("name"),
                row.getString("client_uri"),
                row.getBoolean("trusted"),
                row.getBoolean("enabled"),
                date(row.getObject("since", OffsetDateTime.class)),
                lastUsed == null ? null : date(lastUsed));
    }

    private static LocalDate date(OffsetDateTime instant) {
        return instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
    }
}
