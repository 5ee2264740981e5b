package dev.latchkey.auth.consent;

import static dev.latchkey.auth.database.Columns.strings;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each connected application may do, by resource: what was allowed, or what is in use where nobody was asked. */
@Repository
class ConnectedScopes {

    private final JdbcClient jdbc;
    private final ScopesByResource byResource;

    ConnectedScopes(JdbcClient jdbc, ScopesByResource byResource) {
        this.jdbc = jdbc;
        this.byResource = byResource;
    }

    /** By the id of the client's row. */
    Map<UUID, Map<String, Set<String>>> of(UUID accountId, Collection<UUID> clients) {
        Map<UUID, Map<String, Set<String>>> scopes = new HashMap<>();
        jdbc.sql("""
                        select client_id, array_agg(distinct s order by s) as scopes
                        from oauth_grant g, unnest(g.scopes) s
                        where account_id = :account and client_id = any (:clients)
                          and revoked_at is null and expires_at > now()
                        group by client_id
                        """)
                .param("account", accountId)
                .param("clients", clients.toArray(UUID[]::new))
                .query(row -> {
                    scopes.put(
                            row.getObject("client_id", UUID.class), byResource.of(strings(row, "scopes"), List.of()));
                });
        Map<UUID, Map<String, Set<String>>> allowed = new HashMap<>();
        jdbc.sql("""
                        select client_id, resource, scopes from oauth_consent
                        where account_id = :account and client_id = any (:clients) order by resource
                        """)
                .param("account", accountId)
                .param("clients", clients.toArray(UUID[]::new))
                .query(row -> {
                    allowed.computeIfAbsent(row.getObject("client_id", UUID.class), key -> new LinkedHashMap<>())
                            .put(row.getString("resource"), new TreeSet<>(strings(row, "scopes")));
                });
        scopes.putAll(allowed);
        return scopes;
    }
}
