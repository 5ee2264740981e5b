package dev.latchkey.auth.developer;

import dev.latchkey.auth.consent.ApplicationProfile;
import dev.latchkey.auth.consent.ApplicationProfileSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says who registered an application, and whether an administrator has looked at it. */
@Component
class DeveloperProfiles implements ApplicationProfileSource {

    private final JdbcClient jdbc;

    DeveloperProfiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<UUID, ApplicationProfile> of(Collection<UUID> clients) {
        Map<UUID, ApplicationProfile> profiles = new HashMap<>();
        jdbc.sql("""
                        select a.id, a.state, o.name
                          from application a join account o on o.id = a.account_id
                         where a.id = any (:ids)
                        """).param("ids", clients.toArray(UUID[]::new)).query(row -> {
            boolean verified = ApplicationState.valueOf(row.getString("state")) == ApplicationState.VERIFIED;
            profiles.put(
                    row.getObject("id", UUID.class), new ApplicationProfile(row.getString("name"), verified, null));
        });
        return profiles;
    }
}
