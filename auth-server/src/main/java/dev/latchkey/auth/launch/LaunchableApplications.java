package dev.latchkey.auth.launch;

import dev.latchkey.auth.consent.ApplicationProfile;
import dev.latchkey.auth.consent.ApplicationProfiles;
import dev.latchkey.auth.web.Issuer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** The applications that somebody can start from here: those of this service, those assigned to them, and those they use. */
@Component
class LaunchableApplications {

    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final ApplicationProfiles profiles;
    private final Issuer issuer;

    LaunchableApplications(JdbcClient jdbc, ApplicationProfiles profiles, Issuer issuer) {
        this.jdbc = jdbc;
        this.profiles = profiles;
        this.issuer = issuer;
    }

    private record Row(UUID id, String name, String initiateLoginUri) {}

    /** @param loginHint who is to be signed in, as the person would type it */
    List<LauncherPage.Tile> of(UUID accountId, Set<String> roles, String loginHint) {
        List<Row> rows = jdbc.sql("""
                        select c.id, coalesce(c.metadata ->> 'client_name', c.client_id) as name,
                               c.metadata ->> 'initiate_login_uri' as initiate_login_uri
                        from client c
                        where c.enabled and c.metadata ->> 'initiate_login_uri' is not null
                          and (c.trusted
                               or exists (select 1 from oauth_consent o
                                          where o.client_id = c.id and o.account_id = :account)
                               or exists (select 1 from application_assignment s
                                          where s.client_id = c.id
                                            and (s.account_id = :account or s.role = any (:roles))))
                        order by lower(coalesce(c.metadata ->> 'client_name', c.client_id)), c.id limit :most
                        """)
                .param("account", accountId)
                .param("roles", roles.toArray(String[]::new))
                .param("most", MOST)
                .query(Row.class)
                .list();
        Map<UUID, ApplicationProfile> known =
                profiles.of(rows.stream().map(Row::id).toList());
        return rows.stream()
                .map(row -> new LauncherPage.Tile(
                        row.name(),
                        logo(known, row.id()),
                        URI.create(row.initiateLoginUri()).getAuthority(),
                        address(row.initiateLoginUri(), loginHint)))
                .toList();
    }

    private static @Nullable String logo(Map<UUID, ApplicationProfile> known, UUID id) {
        ApplicationProfile profile = known.get(id);
        return profile == null ? null : profile.logo();
    }

    /** OpenID Connect Core §4: who initiates says for which issuer, and may say for whom. */
    private String address(String initiateLoginUri, String loginHint) {
        return UriComponentsBuilder.fromUriString(initiateLoginUri)
                .queryParam("iss", "{iss}")
                .queryParam("login_hint", "{hint}")
                .encode()
                .buildAndExpand(issuer.value(), loginHint)
                .toUriString();
    }
}
