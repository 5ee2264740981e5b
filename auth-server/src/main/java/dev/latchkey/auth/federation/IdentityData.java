package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.PersonalData;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who somebody is at other sites, in the copy of everything that is kept about them. */
@Component
@Order(45)
class IdentityData implements PersonalData {

    private final JdbcClient jdbc;

    IdentityData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String part() {
        return "identities";
    }

    @Override
    public Object of(UUID accountId) {
        return jdbc.sql("""
                        select p.title as provider, i.issuer, i.subject, i.label, i.created_at as linked, i.last_used_at as last_used
                        from federated_identity i join identity_provider p on p.id = i.provider_id
                        where i.account_id = :account order by i.created_at, i.id
                        """).param("account", accountId).query().listOfRows();
    }
}
