package dev.latchkey.auth.consent;

import dev.latchkey.auth.authorization.ConsentDecisions;
import dev.latchkey.auth.client.Client;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each account has allowed each client. */
@Repository
public class Consents implements ConsentDecisions {

    private final JdbcClient jdbc;

    Consents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A first-party client asks nobody; its operator has answered for everybody. */
    @Override
    public boolean cover(UUID accountId, Client client, Set<String> scopes) {
        return client.trusted() || of(accountId, client).containsAll(scopes);
    }

    Set<String> of(UUID accountId, Client client) {
        return jdbc.sql("select scopes from oauth_consent where account_id = :account and client_id = :client")
                .param("account", accountId)
                .param("client", client.id())
                .query((row, n) -> Set.copyOf(
                        Arrays.asList((String[]) row.getArray("scopes").getArray())))
                .optional()
                .orElse(Set.of());
    }

    /** Adds to what was allowed before; a narrower answer takes nothing back. */
    public void remember(UUID accountId, Client client, Set<String> allowed) {
        jdbc.sql("""
                        insert into oauth_consent (account_id, client_id, scopes, granted_at, updated_at)
                        values (:account, :client, :scopes, now(), now())
                        on conflict (account_id, client_id) do update
                        set updated_at = now(),
                            scopes = array(select distinct s from unnest(oauth_consent.scopes || excluded.scopes) s order by s)
                        """)
                .param("account", accountId)
                .param("client", client.id())
                .param("scopes", allowed.toArray(String[]::new))
                .update();
    }
}
