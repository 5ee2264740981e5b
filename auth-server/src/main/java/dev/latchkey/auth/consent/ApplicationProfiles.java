package dev.latchkey.auth.consent;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.image.Logo;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who stands behind each application. One that the operator declared is vouched for by the operator; one that registered itself
 * (RFC 7591) by nobody, whatever it says of itself; the others are known to a {@link ApplicationProfileSource}.
 */
@Component
public class ApplicationProfiles {

    private final List<ApplicationProfileSource> sources;
    private final JdbcClient jdbc;

    ApplicationProfiles(List<ApplicationProfileSource> sources, JdbcClient jdbc) {
        this.sources = sources;
        this.jdbc = jdbc;
    }

    public ApplicationProfile of(Client client) {
        return of(List.of(client.id())).getOrDefault(client.id(), ApplicationProfile.OF_NOBODY_KNOWN);
    }

    /** By the id of the client's row; every client has one. */
    public Map<UUID, ApplicationProfile> of(Collection<UUID> clients) {
        Map<UUID, ApplicationProfile> profiles = new HashMap<>();
        if (!clients.isEmpty()) {
            Map<UUID, String> logos = new HashMap<>();
            jdbc.sql("""
                            select c.id, r.client_id is not null as by_itself, l.name as logo
                              from unnest(:ids) c (id)
                              left join client_registration r on r.client_id = c.id
                              left join client_logo l on l.client_id = c.id
                            """).param("ids", clients.toArray(UUID[]::new)).query(row -> {
                UUID client = row.getObject("id", UUID.class);
                profiles.put(
                        client,
                        row.getBoolean("by_itself")
                                ? ApplicationProfile.OF_NOBODY_KNOWN
                                : ApplicationProfile.OF_THE_OPERATOR);
                if (row.getString("logo") != null) {
                    logos.put(client, Logo.path(row.getString("logo")));
                }
            });
            sources.forEach(source -> profiles.putAll(source.of(clients)));
            logos.forEach((client, path) -> profiles.computeIfPresent(client, (id, profile) -> profile.withLogo(path)));
        }
        return profiles;
    }

    /** Those of these that nobody but the operator answers for. */
    public Set<UUID> ofTheOperator(Collection<UUID> clients) {
        Set<UUID> declared = new HashSet<>(clients);
        declared.removeAll(ownRegistrations(clients));
        sources.forEach(source -> declared.removeAll(source.of(clients).keySet()));
        return declared;
    }

    private Set<UUID> ownRegistrations(Collection<UUID> clients) {
        return new HashSet<>(jdbc.sql("select client_id from client_registration where client_id = any (:ids)")
                .param("ids", clients.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }
}
