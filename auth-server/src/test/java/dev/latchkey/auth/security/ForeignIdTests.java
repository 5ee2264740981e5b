package dev.latchkey.auth.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.security.Routes.Route;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What belongs to somebody else is not there. Each route that has an id in its address is asked for with the id of another
 * person's thing; a route that is added later has to say here where such a thing is.
 */
class ForeignIdTests {

    private static final Story STORY = new Story();
    private static final JdbcClient DATABASE = STORY.server().database();

    /** The table that the id in the address names a row of. */
    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("/account/identities/{id}/removal", "federated_identity"),
            Map.entry("/account/security/authenticators/{id}/name", "totp_device"),
            Map.entry("/account/security/authenticators/{id}/removal", "totp_device"),
            Map.entry("/account/security/authenticators/trusted/{id}/removal", "trusted_device"),
            Map.entry("/account/security/passkeys/{id}", "passkey"),
            Map.entry("/account/security/passkeys/{id}/remove", "passkey"),
            Map.entry("/developer/applications/{id}", "application"),
            Map.entry("/developer/applications/{id}/credentials", "application"),
            Map.entry("/developer/applications/{id}/credentials/revoke", "application"),
            Map.entry("/developer/applications/{id}/credentials/keys", "application"),
            Map.entry("/developer/applications/{id}/credentials/keys/drop", "application"),
            Map.entry("/developer/applications/{id}/redirects", "application"),
            Map.entry("/developer/applications/{id}/scopes", "application"),
            Map.entry("/developer/applications/{id}/logo", "application"),
            Map.entry("/developer/applications/{id}/logo/remove", "application"),
            Map.entry("/developer/applications/{id}/preview", "application"),
            Map.entry("/developer/applications/{id}/requests", "application"),
            Map.entry("/developer/applications/{id}/usage", "application"),
            Map.entry("/developer/applications/{id}/publication", "application"),
            Map.entry("/developer/applications/{id}/publication/review", "application"),
            Map.entry("/developer/applications/{id}/publication/testers", "application"),
            Map.entry("/developer/applications/{id}/publication/testers/remove", "application"),
            Map.entry("/developer/applications/{id}/danger", "application"),
            Map.entry("/developer/applications/{id}/danger/transfer", "application"),
            Map.entry("/developer/applications/{id}/danger/keep", "application"),
            Map.entry("/developer/applications/{id}/danger/withdraw", "application"),
            Map.entry("/developer/applications/{id}/danger/delete", "application"),
            Map.entry("/developer/transfers/{id}", "application"));

    private static UUID victim;
    private static Visitor other;

    @BeforeAll
    static void givesTheVictimOneOfEverything() {
        NewAccounts people = STORY.newAccounts();
        TestAccount person = people.withTotp();
        STORY.browserOf(person);
        victim = people.idOf(person);
        DATABASE.sql("""
                        insert into trusted_device (id, account_id, secret_hash, created_at, last_used_at, expires_at)
                        values (gen_random_uuid(), :id, sha256(cast(:id as text)::bytea), now(), now(), now() + interval '1 day')
                        """).param("id", victim).update();
        DATABASE.sql("insert into passkey_user (account_id, handle) values (:id, sha256(cast(:id as text)::bytea))")
                .param("id", victim)
                .update();
        DATABASE.sql("""
                        insert into passkey (id, account_id, credential_id, public_key, attestation_object, sign_count,
                                             backup_eligible, backed_up, transports, name, created_at)
                        values (gen_random_uuid(), :id, sha256(cast(:id as text)::bytea), ''::bytea, ''::bytea, 0, false, false,
                                '{}', 'Key', now())
                        """).param("id", victim).update();
        DATABASE.sql("""
                        insert into client (id, client_id, metadata, policy, trusted, enabled, created_at, updated_at, version)
                        values (:id, 'app-' || :id, '{"client_name": "The victim’s", "redirect_uris": ["https://v.test/cb"]}',
                                '{"lifetimes": {}}', false, true, now(), now(), 0)
                        """).param("id", victim).update();
        DATABASE.sql("""
                        insert into application (id, account_id, kind, description, scope_reasons, state, created_at)
                        values (:id, :id, 'WEB_SERVER', '', '{}', 'DRAFT', now())
                        """).param("id", victim).update();
        DATABASE.sql("""
                        insert into application_transfer (application_id, email_key, expires_at)
                        select :id, email_key, now() + interval '1 day' from account where id = :id
                        """).param("id", victim).update();
        DATABASE.sql("""
                        insert into identity_provider
                        values (:id, 'site-' || :id, 'Site', 'OIDC', 'https://site.test', 'here', 'none', ''::bytea, 'openid', '', '',
                                '', 'OPEN', false, '', false, false, false, now(), 0)
                        """).param("id", victim).update();
        DATABASE.sql("""
                        insert into federated_identity (id, account_id, provider_id, issuer, subject, label, created_at)
                        values (gen_random_uuid(), :id, :id, 'https://site.test', 'somebody', 'somebody', now())
                        """).param("id", victim).update();
        other = Visitor.user(STORY);
    }

    @Test
    void saysOfEveryIdInAnAddressWhatItNames() {
        assertThat(routes().map(Route::pattern).distinct()).containsExactlyInAnyOrderElementsOf(TABLES.keySet());
    }

    @TestFactory
    Stream<DynamicTest> findsNothingOfSomebodyElse() {
        return routes().map(route -> DynamicTest.dynamicTest(route.toString(), () -> {
            String path = route.pattern().replace("{id}", theVictims(TABLES.get(route.pattern())));
            Map<String, List<String>> before = everythingOfTheVictim();

            assertThat(other.send(route.method().name(), path, other.form() + "&name=Mine", Map.of())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(everythingOfTheVictim()).isEqualTo(before);
        }));
    }

    @Test
    void endsNoSessionOfSomebodyElse() {
        Map<String, List<String>> before = everythingOfTheVictim();

        assertThat(other.send(
                                "POST",
                                "/account/sessions/end",
                                other.form() + "&session=" + theVictims("browser_session"),
                                Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(everythingOfTheVictim()).isEqualTo(before);
    }

    private static Stream<Route> routes() {
        return Routes.of(STORY.server()).stream()
                .filter(route -> route.pattern().contains("{id}")
                        && (route.pattern().startsWith("/account/")
                                || route.pattern().startsWith("/developer/")));
    }

    private static String theVictims(String table) {
        return DATABASE.sql("select id::text from " + table + " where account_id = :id")
                .param("id", victim)
                .query(String.class)
                .single();
    }

    private static Map<String, List<String>> everythingOfTheVictim() {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : List.of(
                "totp_device", "trusted_device", "passkey", "browser_session", "application", "federated_identity")) {
            rows.put(
                    table,
                    DATABASE.sql("select t::text from " + table + " t where account_id = :id order by 1")
                            .param("id", victim)
                            .query(String.class)
                            .list());
        }
        return rows;
    }
}
