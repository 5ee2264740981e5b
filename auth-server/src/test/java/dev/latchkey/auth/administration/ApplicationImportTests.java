package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationImportTests {

    private static final String PATH = "/admin/applications/import";
    private static final Pattern SECRET =
            Pattern.compile("<dt><code>(imp-[^<]+)</code></dt><dd><span[^>]*><code>([^<]+)</code>");

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final Browser administrator = story.browserOf(people.administrator());
    private final String mark = "imp-" + UUID.randomUUID();

    @AfterEach
    void takeAway() {
        story.server()
                .database()
                .sql("delete from client where client_id like 'imp-%'")
                .update();
        story.server()
                .database()
                .sql("delete from resource_scope where scope like 'imp-%'")
                .update();
        story.server()
                .database()
                .sql("delete from scope where name like 'imp-%'")
                .update();
    }

    @Test
    @DisplayName("Export, import, export: nothing has changed, and every secret is still right")
    void changesNothingWithWhatWasExported() {
        String before = exported();

        take(before);

        assertThat(administrator.page().body()).contains("registered: 0.");
        assertThat(exported()).isEqualTo(before);
        assertThat(story.relyingParty(TestClient.PARTNER).refresh("x").refusal())
                .isEqualTo("400 invalid_grant");
    }

    @Test
    void registersWhatIsNewWithItsScopeAndASecret() {
        take(declaring("    scope: \"openid " + mark + "\"\n"));

        Matcher secret = SECRET.matcher(administrator.page().body());
        assertThat(secret.find()).as(administrator.page().body()).isTrue();
        TestClient made = new TestClient(secret.group(1), secret.group(2), "https://import.test/cb");
        assertThat(story.relyingParty(made).refresh("x").refusal()).isEqualTo("400 invalid_grant");
        assertThat(exported()).contains(mark);

        take(declaring("    client_name: \"Changed\"\n    scope: \"openid\"\n"));

        assertThat(administrator.page().body()).contains("changed: 1").doesNotContain("<dl class=\"rows\">");
        assertThat(exported()).contains("client_name: \"Changed\"");
        assertThat(story.relyingParty(made).refresh("x").refusal())
                .as("keeps its secret")
                .isEqualTo("400 invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts:\n  - { username: \"eve\", email: \"e@e.test\", email_verified: true, name: \"E\", password: \"correct horse battery\", roles: [\"ADMIN\"] }\n",
                "roles:\n  - { name: \"KING\", title: \"King\", description: \"\" }\n",
                "clients:\n  - { client_id: \"imp-1\", client_name: \"${PATH}\", token_endpoint_auth_method: \"none\", redirect_uris: [\"https://a.test/cb\"], scope: \"openid\" }\n",
                "clients:\n  - { client_id: \"imp-1\", client_name: \"A\", client_secret: \"a-secret-of-somebody-000000000000000000000000\", redirect_uris: [\"https://a.test/cb\"], scope: \"openid\" }\n",
                "clients:\n  - { client_id: \"imp-1\", client_name: \"A\", token_endpoint_auth_method: \"none\", redirect_uris: [\"javascript:alert(1)\"], scope: \"openid\" }\n",
                "clients:\n  - { client_id: \"imp-1\", nonsense: true }\n",
                "a: &a [1]\nclients: *a\n",
                "\"\"",
                "<html>"
            })
    @DisplayName(
            "AD-04, RB-10: takes no accounts, no secrets, nothing of the environment, and all of the file or nothing")
    void refusesWhatDoesNotBelongInTheFile(String yaml) {
        Rows before = Rows.of(story.server());

        take(yaml);

        assertThat(administrator.page().statusCode()).isEqualTo(422);
        assertThat(administrator.page().body()).contains("field-error").doesNotContain("/usr/bin", "??");
        assertThat(Rows.of(story.server())).isEqualTo(before);
    }

    @Test
    void leavesApplicationsOfDevelopersAlone() {
        UUID id = story.server()
                .database()
                .sql("""
                        insert into client (id, client_id, metadata, policy, trusted, enabled, created_at, updated_at, version)
                        select gen_random_uuid(), :mark, metadata, policy, false, true, now(), now(), 0
                          from client where client_id = 'partner' returning id
                        """)
                .param("mark", mark)
                .query(UUID.class)
                .single();
        story.server().database().sql("""
                        insert into application (id, account_id, kind, description, scope_reasons, state, created_at)
                        select :id, id, 'WEB_SERVER', '', '{}', 'DRAFT', now() from account limit 1
                        """).param("id", id).update();

        take(declaring("    scope: \"openid\"\n    trusted: true\n"));

        assertThat(administrator.page().statusCode()).isEqualTo(422);
        assertThat(administrator.page().body()).contains("is not the operator", mark);
        assertThat(story.server()
                        .database()
                        .sql("select trusted from client where id = :id")
                        .param("id", id)
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    @DisplayName("AD-05: an import needs a fresh factor")
    void asksForAFreshFactor() {
        var person = people.administrator();
        Browser browser = story.browserOf(person).open(PATH);
        people.letFactorsAge(person, Duration.ofMinutes(11));

        browser.upload(PATH, "file", exported().getBytes(StandardCharsets.UTF_8));

        assertThat(browser.page().uri().getPath()).isIn("/reauthenticate", "/mfa/totp");
    }

    private void take(String yaml) {
        administrator.open(PATH).upload(PATH, "file", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private String exported() {
        return administrator.openWithoutFollowing("/admin/applications/export").body();
    }

    private String declaring(String more) {
        return "scopes:\n  - { name: \"" + mark + "\", title: \"Imported\", description: \"\", sensitive: false }\n"
                + "clients:\n  - client_id: \"" + mark + "\"\n    client_secret: \"${LATCHKEY_CLIENT_SECRET_X}\"\n"
                + "    redirect_uris: [\"https://import.test/cb\"]\n    grant_types: [\"authorization_code\", \"refresh_token\"]\n"
                + (more.contains("client_name") ? "" : "    client_name: \"Imported\"\n") + more;
    }
}
