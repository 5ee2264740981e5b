package dev.latchkey.auth.developer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person registers an application, changes it, and deletes it. */
class ApplicationRegistrationTests {

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final Portal portal = new Portal(story);
    private final TestAccount owner = people.withPassword();
    private final Browser browser = story.browserOf(owner);

    @Test
    void beginsWithAnEmptyList() {
        browser.open(Portal.LIST);

        assertThat(browser.page().statusCode()).isEqualTo(200);
        assertThat(browser.page().body()).contains("You have no application yet.");
        assertThat(browser.open(Portal.NEW).page().body()).contains("Web server", "Device without a browser");
    }

    @Test
    void showsTheSecretOnceAndSnippetsFilledIn() {
        TestClient client = portal.registered(browser);
        String body = browser.page().body();

        assertThat(client.clientId()).matches("app-[A-Za-z0-9_-]{22}");
        assertThat(body).contains("client.ClientSecretBasic(&#39;" + client.secret(), "issuer-uri: &quot;");
        assertThat(body).doesNotContain("@CLIENT_ID@", "@SCOPE@", "@ISSUER@", "@REDIRECT_URI@");
        assertThat(browser.open(portal.pathOf(client) + "/credentials").page().body())
                .doesNotContain(client.secret())
                .contains("…" + client.secret().substring(client.secret().length() - 4));
        assertThat(browser.open(Portal.LIST).page().body()).contains("Shopping list", client.clientId());
    }

    @Test
    void givesTokensToItsOwner() {
        TestClient client = portal.registered(browser);

        portal.asksFor(browser, client).submit("/oauth2/consent", Map.of("decision", "allow"));
        RelyingParty.Answer tokens =
                story.relyingParty(client).redeem(Redirect.of(browser.leftFor()).code());

        assertThat(tokens.refusal()).isEmpty();
        assertThat(story.relyingParty(client)
                        .userInfo(tokens.text("access_token"))
                        .isOk())
                .isTrue();
    }

    @Test
    @DisplayName("PT-03: what only an operator decides cannot be posted")
    void takesNothingButTheFieldsOfTheForm() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("trusted", "true");
        fields.put("skip_consent", "true");
        fields.put("owner_id", people.idOf(TestAccount.BOB).toString());
        fields.put("account_id", people.idOf(TestAccount.BOB).toString());
        fields.put("client_id", "known");
        fields.put("grant_types", "client_credentials");
        fields.put("token_endpoint_auth_method", "none");
        fields.put("policy", "{\"lifetimes\":{\"access_token\":\"P10Y\"}}");
        fields.put("state", "VERIFIED");
        portal.register(browser, fields);
        TestClient client = new TestClient(
                story.server()
                        .database()
                        .sql("""
                                select client_id from client join application a on a.id = client.id
                                where a.account_id = :id""")
                        .param("id", people.idOf(owner))
                        .query(String.class)
                        .single(),
                "",
                Portal.CALLBACK);

        Map<String, Object> row = portal.rowOf(client).get(0);
        assertThat(row.get("client_id")).asString().startsWith("app-");
        assertThat(row.get("trusted")).isEqualTo(false);
        assertThat(row.get("policy")).asString().doesNotContain("P10Y");
        assertThat(row.get("metadata"))
                .asString()
                .contains("client_secret_basic")
                .doesNotContain("client_credentials");
        assertThat(portal.stateOf(client)).isEqualTo("DRAFT");
    }

    @ParameterizedTest
    @DisplayName("PT-05: addresses that could carry a code elsewhere")
    @ValueSource(
            strings = {
                "",
                "javascript:alert(1)",
                "data:text/html,x",
                "http://portal.test/cb",
                "https://*.portal.test/cb",
                "https://portal.test/cb#fragment",
                "https://user:pass@portal.test/cb",
                "https://10.0.0.1/cb",
                "myapp:/cb",
                "com.example.app:/cb",
                "https://portal.test/ok\nhttp://portal.test/cb"
            })
    void refusesAddressesAtTheirField(String uris) {
        portal.register(browser, Map.of("redirect_uris", uris));

        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(browser.page().body()).contains("id=\"redirect_uris-error\"");
        assertThat(portal.countOf(owner)).isZero();
    }

    @ParameterizedTest
    @DisplayName("PT-06: the same for the other addresses")
    @ValueSource(
            strings = {"client_uri", "policy_uri", "tos_uri", "backchannel_logout_uri", "post_logout_redirect_uris"})
    void refusesOtherAddresses(String field) {
        portal.register(browser, Map.of(field, "javascript:alert(1)"));

        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(browser.page().body()).contains("id=\"" + field + "-error\"");
        assertThat(portal.countOf(owner)).isZero();
    }

    @Test
    void saysOnWhichLineAnAddressIsWrong() {
        portal.register(browser, Map.of("redirect_uris", "https://portal.test/a\n\nhttp://portal.test/b"));

        assertThat(browser.page().body()).contains("Line 2:", "http is for localhost");
    }

    @Test
    void refusesSensitiveScopesAndThoseOfTheServersOwnApis() {
        for (String scope : new String[] {"mail:read", "users:write", "no-such-scope"}) {
            portal.register(browser, Map.of("scope", scope, "reason." + scope, "Because"));
            assertThat(browser.page().statusCode()).as(scope).isEqualTo(422);
        }
        assertThat(portal.countOf(owner)).isZero();
    }

    @Test
    void wantsToKnowWhatAnApiIsNeededFor() {
        portal.register(browser, Map.of("scope", "notes:read"));
        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(browser.page().body()).contains("See the notes you wrote.").doesNotContain("??");

        portal.register(browser, Map.of("scope", "notes:read", "reason.notes:read", "To show them"));
        assertThat(browser.page().statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("PT-14: a quota for each account")
    void stopsAtTheQuota() {
        for (int n = 0; n < 20; n++) {
            portal.register(browser, Map.of("name", "Application " + n));
        }
        browser.open(Portal.LIST);
        assertThat(browser.page().body()).contains("You have as many applications as one account can have.");

        browser.open(Portal.NEW + "?kind=web-server");

        assertThat(browser.page().statusCode()).isEqualTo(403);
        assertThat(portal.countOf(owner)).isEqualTo(20);
    }

    @Test
    @DisplayName("PT-16: a verified e-mail address")
    void isForPeopleWhoCanBeReached() {
        browser.open(Portal.NEW + "?kind=web-server");
        story.server()
                .database()
                .sql("update account set email_verified = false where id = :id")
                .param("id", people.idOf(owner))
                .update();

        browser.submit(Portal.NEW, Map.of("name", "Shopping list", "redirect_uris", Portal.CALLBACK));

        assertThat(browser.page().statusCode()).isEqualTo(403);
        assertThat(portal.countOf(owner)).isZero();
    }

    @Test
    @DisplayName("PT-16: no further secret for whoever cannot be reached any more")
    void makesNoSecretForWhoCannotBeReached() {
        TestClient client = portal.registered(browser);
        String credentials = portal.pathOf(client) + "/credentials";
        browser.open(credentials);
        story.server()
                .database()
                .sql("update account set email_verified = false where id = :id")
                .param("id", people.idOf(owner))
                .update();

        browser.submit(credentials, Map.of());

        assertThat(browser.page().statusCode()).isEqualTo(403);
        assertThat(story.server()
                        .database()
                        .sql("select count(*) from client_secret where client_id = :id")
                        .param("id", portal.idOf(client))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("PT-16: a fresh factor for what makes a secret")
    void asksForAFreshFactor() {
        TestClient client = portal.registered(browser);
        browser.open(portal.pathOf(client) + "/credentials");
        people.letFactorsAge(owner, Duration.ofMinutes(11));

        browser.submit(portal.pathOf(client) + "/credentials", Map.of());

        assertThat(browser.page().uri().getPath()).isEqualTo("/reauthenticate");
        assertThat(browser.open(Portal.NEW).page().uri().getPath()).isEqualTo("/reauthenticate");
    }

    @Test
    @DisplayName("PT-02: two secrets live, one is revoked")
    void rotatesSecrets() {
        TestClient first = portal.registered(browser);
        String credentials = portal.pathOf(first) + "/credentials";

        browser.open(credentials).submit(credentials, Map.of());
        TestClient second = new TestClient(first.clientId(), Portal.secretOn(browser), Portal.CALLBACK);
        assertThat(story.relyingParty(first).refresh("x").refusal()).isEqualTo("400 invalid_grant");
        assertThat(story.relyingParty(second).refresh("x").refusal()).isEqualTo("400 invalid_grant");
        assertThat(browser.open(credentials).page().body()).contains("Two are live.");
        assertThat(browser.postRaw(credentials, Map.of("_csrf", browser.hiddenField("_csrf")))
                        .page()
                        .statusCode())
                .isEqualTo(409);

        String oldest = story.server()
                .database()
                .sql("select id from client_secret where client_id = :id order by created_at limit 1")
                .param("id", portal.idOf(first))
                .query(String.class)
                .single();
        browser.open(credentials).submit(credentials + "/revoke", Map.of("secret", oldest));

        assertThat(story.relyingParty(first).refresh("x").refusal()).isEqualTo("401 invalid_client");
        assertThat(story.relyingParty(second).refresh("x").refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    @DisplayName("PT-15: deleting ends what was given")
    void deletesOnlyByItsName() {
        TestClient client = portal.registered(browser);
        portal.asksFor(browser, client).submit("/oauth2/consent", Map.of("decision", "allow"));
        String token = story.relyingParty(client)
                .redeem(Redirect.of(browser.leftFor()).code())
                .text("access_token");
        String danger = portal.pathOf(client) + "/danger";

        browser.open(danger).submit(danger + "/delete", Map.of("confirmation", "something else"));
        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(story.relyingParty(client).userInfo(token).isOk()).isTrue();

        browser.open(danger).submit(danger + "/delete", Map.of("confirmation", "Shopping list"));
        assertThat(browser.page().body()).contains("The application is deleted.");
        assertThat(story.relyingParty(client).userInfo(token).status()).isEqualTo(401);
        assertThat(story.relyingParty(client).refresh("x").refusal()).isEqualTo("401 invalid_client");
        assertThat(portal.countOf(owner)).isZero();
    }

    @ParameterizedTest
    @DisplayName("PT-12: names that people would take for somebody else")
    @ValueSource(
            strings = {
                "Google",
                "G00gle",
                "GoogIe",
                "Gооgle",
                "Latchkey",
                "Latchkey Admin",
                "Аdmin",
                "Admin tool",
                "Micro\u200bsoft",
                "Shop\u202etsil",
                "Shop\nping",
                "",
                "0123456789012345678901234567890123456789012345678901234567890"
            })
    void refusesNamesThatMislead(String name) {
        portal.register(browser, Map.of("name", name));

        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(browser.page().body()).contains("id=\"name-error\"");
        assertThat(portal.countOf(owner)).isZero();
    }
}
