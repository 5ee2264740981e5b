package dev.latchkey.auth.consent;

import dev.latchkey.auth.account.PersonalData;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a person allowed and which accesses came of it, for their copy. */
@Component
@Order(40)
class ApplicationData implements PersonalData {

    private final JdbcClient jdbc;

    ApplicationData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "applications";
    }

    @Override
    public Object of(UUID accountId) {
        return Map.of(
                "consents",
                jdbc.sql("""
                        select c.client_id, array_to_string(o.scopes, ' ') as scope, o.granted_at, o.updated_at
                        from oauth_consent o join client c on c.id = o.client_id
                        where o.account_id = :account order by o.granted_at
                        """).param("account", accountId).query().listOfRows(),
                "grants",
                jdbc.sql("""
                        select g.id, c.client_id, array_to_string(g.scopes, ' ') as scope,
                               array_to_string(g.resources, ' ') as resource, g.session_id, g.created_at, g.last_used_at,
                               g.expires_at, g.revoked_at, g.revoked_because
                        from oauth_grant g join client c on c.id = g.client_id
                        where g.account_id = :account order by g.created_at
                        """).param("account", accountId).query().listOfRows());
    }
}
