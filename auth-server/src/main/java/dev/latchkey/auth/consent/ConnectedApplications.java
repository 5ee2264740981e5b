package dev.latchkey.auth.consent;

import dev.latchkey.auth.authorization.GrantRevoked;
import dev.latchkey.auth.authorization.Grants;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which applications can get at an account, and how its owner takes that back. */
@Service
public class ConnectedApplications {

    private final JdbcClient jdbc;
    private final Clients clients;
    private final Grants grants;

    ConnectedApplications(JdbcClient jdbc, Clients clients, Grants grants) {
        this.jdbc = jdbc;
        this.clients = clients;
        this.grants = grants;
    }

    /** @param scopes what was allowed or is in use now */
    public record Connection(
            Client client,
            Set<String> scopes,
            LocalDate since,
            @Nullable LocalDate lastUsed) {}

    /** Everything that was allowed, and everything first-party that is in use without having been asked for. */
    public List<Connection> of(UUID accountId) {
        return jdbc.sql("""
                        with live as (
                          select client_id, min(created_at) as since, max(last_used_at) as last_used
                          from oauth_grant
                          where account_id = :account and revoked_at is null and expires_at > now()
                          group by client_id),
                        in_use as (
                          select g.client_id, array_agg(distinct s) as scopes
                          from oauth_grant g, unnest(g.scopes) s
                          where g.account_id = :account and g.revoked_at is null and g.expires_at > now()
                          group by g.client_id)
                        select coalesce(c.client_id, l.client_id) as client, coalesce(c.scopes, u.scopes) as scopes,
                               coalesce(c.granted_at, l.since) as since, l.last_used
                        from (select * from oauth_consent where account_id = :account) c
                          full join live l on l.client_id = c.client_id
                          left join in_use u on u.client_id = l.client_id
                        order by l.last_used desc nulls last, since desc
                        """).param("account", accountId).query(this::connection).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Forgets what was allowed and ends every authorization of the application. It has to ask again. */
    @Transactional
    public boolean disconnect(UUID accountId, String clientId) {
        return clients.byClientId(clientId)
                .map(client -> {
                    boolean forgotten =
                            jdbc.sql("delete from oauth_consent where account_id = :account and client_id = :client")
                                            .param("account", accountId)
                                            .param("client", client.id())
                                            .update()
                                    > 0;
                    int ended = grants.revokeAll(accountId, client, GrantRevoked.Reason.DISCONNECTED_BY_PERSON);
                    return forgotten || ended > 0;
                })
                .orElse(false);
    }

    /** None for a client that is disabled meanwhile: it cannot get at anything. */
    private Optional<Connection> connection(ResultSet row, int number) throws SQLException {
        Set<String> scopes =
                new TreeSet<>(Arrays.asList((String[]) row.getArray("scopes").getArray()));
        LocalDate since = date(row.getObject("since", OffsetDateTime.class));
        @Nullable OffsetDateTime lastUsed = row.getObject("last_used", OffsetDateTime.class);
        return clients.byId(row.getObject("client", UUID.class))
                .map(client -> new Connection(client, scopes, since, lastUsed == null ? null : date(lastUsed)));
    }

    private static LocalDate date(OffsetDateTime instant) {
        return instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
    }
}
