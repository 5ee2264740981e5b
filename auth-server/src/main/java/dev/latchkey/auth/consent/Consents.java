package dev.latchkey.auth.consent;

import static dev.latchkey.auth.database.Columns.strings;

import dev.latchkey.auth.authorization.ConsentDecisions;
import dev.latchkey.auth.client.Client;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each account has allowed each client at each resource. */
@Repository
public class Consents implements ConsentDecisions {

    private final JdbcClient jdbc;
    private final ScopesByResource byResource;

    Consents(JdbcClient jdbc, ScopesByResource byResource) {
        this.jdbc = jdbc;
        this.byResource = byResource;
    }

    /** A first-party client asks nobody; its operator has answered for everybody. */
    @Override
    public boolean cover(UUID accountId, Client client, Set<String> scopes, Collection<String> resources) {
        return client.trusted() || allowed(accountId, client, scopes, resources).containsAll(scopes);
    }

    /** Which of these were allowed at every resource where they would be good for something. */
    Set<String> allowed(UUID accountId, Client client, Set<String> scopes, Collection<String> resources) {
        Map<String, Set<String>> given = new HashMap<>();
        jdbc.sql("""
                        select resource, scopes from oauth_consent
                        where account_id = :account and client_id = :client and fingerprint = :fingerprint
                        """)
                .param("account", accountId)
                .param("client", client.id())
                .param("fingerprint", ApplicationFingerprint.of(client))
                .query(row -> {
                    given.put(row.getString("resource"), Set.copyOf(strings(row, "scopes")));
                });
        Set<String> allowed = new HashSet<>(scopes);
        byResource
                .of(scopes, resources)
                .forEach((resource, asked) -> asked.stream()
                        .filter(scope -> !given.getOrDefault(resource, Set.of()).contains(scope))
                        .forEach(allowed::remove));
        return allowed;
    }

    /** Whether something was allowed to this client when it called itself otherwise, or went elsewhere. */
    boolean wereGivenToWhatItWas(UUID accountId, Client client) {
        return jdbc.sql("""
                        select exists (select 1 from oauth_consent
                                       where account_id = :account and client_id = :client
                                         and fingerprint <> :fingerprint)
                        """)
                .param("account", accountId)
                .param("client", client.id())
                .param("fingerprint", ApplicationFingerprint.of(client))
                .query(Boolean.class)
                .single();
    }

    /** Remembers an answer that names no resource: it is good at all to which the scopes belong. */
    public void remember(UUID accountId, Client client, Set<String> allowed) {
        remember(accountId, client, allowed, List.of());
    }

    /** Adds to what was allowed before, unless the application was another then; a narrower answer takes nothing back. */
    void remember(UUID accountId, Client client, Set<String> allowed, Collection<String> resources) {
        byResource
                .of(allowed, resources)
                .forEach((resource, scopes) -> jdbc.sql("""
                        insert into oauth_consent (account_id, client_id, resource, scopes, fingerprint, granted_at, updated_at)
                        values (:account, :client, :resource, :scopes, :fingerprint, now(), now())
                        on conflict (account_id, client_id, resource) do update
                        set updated_at = now(), fingerprint = excluded.fingerprint,
                            scopes = case when oauth_consent.fingerprint = excluded.fingerprint
                                          then array(select distinct s from unnest(oauth_consent.scopes || excluded.scopes) s
                                                     order by s)
                                          else excluded.scopes end
                        """)
                        .param("account", accountId)
                        .param("client", client.id())
                        .param("resource", resource)
                        .param("scopes", scopes.toArray(String[]::new))
                        .param("fingerprint", ApplicationFingerprint.of(client))
                        .update());
        jdbc.sql("""
                        delete from oauth_consent
                        where account_id = :account and client_id = :client and fingerprint is distinct from :fingerprint
                        """)
                .param("account", accountId)
                .param("client", client.id())
                .param("fingerprint", ApplicationFingerprint.of(client))
                .update();
    }
}
