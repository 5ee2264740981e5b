package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty.Answer;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API does with applications, and for whom. */
class ApplicationsApiTests {

    private static final String ALL = "openid applications:read applications:write";
    private static final Story STORY = new Story();
    private static final NewAccounts PEOPLE = STORY.newAccounts();
    private static TestAccount admin;
    private static Api api;

    private final String clientId = "made-" + UUID.randomUUID();

    @BeforeAll
    static void signIn() {
        admin = PEOPLE.administrator();
        api = Api.of(STORY, admin, ALL);
    }

    @AfterEach
    void takeAway() {
        STORY.server()
                .database()
                .sql("delete from client where client_id = :id")
                .param("id", clientId)
                .update();
    }

    @Test
    void registersAnApplicationAndShowsItsSecretOnce() {
        Answer made = register("");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo(Api.APPLICATIONS + "/" + made.text("id"));
        assertThat(made.header("ETag")).isEqualTo("\"0\"");
        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(made.text("client_secret")).hasSize(43);
        assertThat(api.get(address(made)).body())
                .containsEntry("client_name", "Made")
                .containsEntry("trusted", true)
                .containsEntry("enabled", true)
                .containsEntry("access_token_ttl", "PT5M")
                .doesNotContainKey("client_secret");
        Answer tokens = STORY.tokens(
                STORY.browserOf(PEOPLE.withPassword()),
                new TestClient(clientId, made.text("client_secret"), "https://made.test/cb"),
                "openid notes:read");
        assertThat(tokens.isOk()).isTrue();
        assertThat(tokens.body()).containsEntry("expires_in", 300);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"redirect_uris\": [\"javascript:alert(1)\"]}|redirect_uris[0]",
                "{\"scope\": \"openid no:such\"}|scope",
                "{\"grant_types\": [\"password\"]}|grant_types[0]",
                "{\"access_token_ttl\": \"P2D\"}|access_token_ttl",
                "{\"no_such_thing\": 1}|no_such_thing",
                "{\"trusted\": \"yes\"}|trusted",
                "{\"client_secret\": \"mine\"}|client_secret",
                "{\"client_id\": \"another\"}|client_id",
                "{\"enabled\": 1}|enabled"
            })
    void namesTheFieldThatIsWrong(String change, String field) {
        Answer made = register("");
        Rows before = Rows.of(STORY.server());

        Answer refused = patch(made, made.header("ETag"), change);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(Api.fields(refused)).containsExactly(field);
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    void changesWhatIsSentAndLeavesTheRest() {
        Answer made = register("");

        Answer changed = patch(
                made,
                made.header("ETag"),
                "{\"client_name\": \"Other\", \"access_token_ttl\": null, \"require_pushed_authorization_requests\": true}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        assertThat(changed.body())
                .containsEntry("client_name", "Other")
                .containsEntry("require_pushed_authorization_requests", true)
                .containsEntry("redirect_uris", List.of("https://made.test/cb"))
                .doesNotContainKey("access_token_ttl");
        assertThat(details("CLIENT_CHANGED"))
                .anySatisfy(details -> assertThat(details)
                        .contains("\"client_name.before\": \"Made\"", "\"client_name.after\": \"Other\"")
                        .contains("\"access_token_ttl.before\": \"PT5M\""));
    }

    @Test
    void refusesAChangeOfWhatWasNotRead() {
        Answer made = register("");
        patch(made, made.header("ETag"), "{\"client_name\": \"First\"}");

        assertThat(patch(made, made.header("ETag"), "{\"client_name\": \"Second\"}")
                        .status())
                .isEqualTo(412);
        assertThat(api.send(
                                "PATCH",
                                address(made),
                                "{\"client_name\": \"Second\"}",
                                Map.of("Content-Type", "application/json"))
                        .status())
                .isEqualTo(428);
        assertThat(api.delete(address(made), made.header("ETag")).status()).isEqualTo(412);
        assertThat(api.get(address(made)).body()).containsEntry("client_name", "First");
    }

    @Test
    void endsTheTokensOfAnApplicationThatIsDisabled() {
        Answer made = register("");
        Answer tokens = STORY.tokens(
                STORY.browserOf(PEOPLE.withPassword()),
                new TestClient(clientId, made.text("client_secret"), "https://made.test/cb"),
                "openid notes:read");

        patch(made, "*", "{\"enabled\": false}");

        assertThat(STORY.relyingParty(TestClient.NOTES_API).isActive(tokens.text("access_token")))
                .isFalse();
        patch(made, "*", "{\"enabled\": true}");
        assertThat(STORY.relyingParty(TestClient.NOTES_API).isActive(tokens.text("access_token")))
                .as("what ended stays ended")
                .isFalse();
    }

    @Test
    void keepsTwoSecretsAndRevokesOne() {
        Answer made = register("");
        Answer second = api.post(address(made) + "/secrets", "");
        assertThat(second.status()).isEqualTo(201);

        assertThat(api.post(address(made) + "/secrets", "").status()).isEqualTo(409);

        String oldest = STORY.server()
                .database()
                .sql("""
                        select s.id::text from client_secret s join client c on c.id = s.client_id
                        where c.client_id = :id order by s.created_at limit 1
                        """)
                .param("id", clientId)
                .query(String.class)
                .single();
        String elsewhere = STORY.server()
                .database()
                .sql(
                        "select s.id::text from client_secret s join client c on c.id = s.client_id where c.client_id = 'partner'")
                .query(String.class)
                .single();
        assertThat(api.send("DELETE", address(made) + "/secrets/" + elsewhere, "", Map.of())
                        .status())
                .as("a secret of another application")
                .isEqualTo(404);
        assertThat(api.send("DELETE", address(made) + "/secrets/" + oldest, "", Map.of())
                        .status())
                .isEqualTo(204);
        TestAccount person = PEOPLE.withPassword();
        assertThat(STORY.tokens(
                                STORY.browserOf(person),
                                new TestClient(clientId, second.text("client_secret"), "https://made.test/cb"),
                                "openid")
                        .isOk())
                .isTrue();
        assertThat(STORY.tokens(
                                STORY.browserOf(person),
                                new TestClient(clientId, made.text("client_secret"), "https://made.test/cb"),
                                "openid")
                        .isOk())
                .isFalse();
    }

    @Test
    void deletesAnApplication() {
        Answer made = register("");

        assertThat(api.delete(address(made), made.header("ETag")).status()).isEqualTo(204);

        assertThat(api.get(address(made)).status()).isEqualTo(404);
        assertThat(details("CLIENT_DELETED")).hasSize(1);
    }

    @Test
    void refusesAClientIdThatIsThereAlready() {
        register("");

        Answer again = register("");

        assertThat(again.status()).isEqualTo(409);
        assertThat(Api.fields(again)).containsExactly("client_id");
    }

    @Test
    @DisplayName("AD-08: a list goes on after the page before, and takes no other cursor")
    void listsInPages() {
        Answer first = api.get(Api.APPLICATIONS + "?limit=2");
        Answer second = api.get(Api.APPLICATIONS + "?limit=2&cursor=" + first.text("next"));

        assertThat(ids(first)).hasSize(2).doesNotContainAnyElementsOf(ids(second));
        assertThat(ids(api.get(Api.APPLICATIONS + "?search=PARTNER"))).contains("partner");
        assertThat(ids(api.get(Api.APPLICATIONS + "?search=%25"))).isEmpty();
        assertThat(ids(api.get(Api.APPLICATIONS + "?search=partner&state=disabled")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1000000000", "limit=x", "cursor=!!", "cursor=J09SIDE9MQ", "state=odd"})
    void refusesAListThatMakesNoSense(String query) {
        assertThat(api.get(Api.APPLICATIONS + "?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "no-id", "%2e%2e"})
    void knowsNothingOfAnIdThatNobodyHas(String id) {
        Rows before = Rows.of(STORY.server());

        assertThat(api.get(Api.APPLICATIONS + "/" + id).status()).isIn(400, 404);
        assertThat(api.delete(Api.APPLICATIONS + "/" + id, "*").status()).isIn(400, 404);
        assertThat(api.post(Api.APPLICATIONS + "/" + id + "/secrets", "").status())
                .isIn(400, 404);

        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    void keepsTheScopesOfAccountsAndOfApplicationsApart() {
        Api users = Api.of(STORY, PEOPLE.administrator(), "openid users:read users:write");
        Api applications = Api.of(STORY, PEOPLE.administrator(), "openid applications:read");

        assertThat(users.get(Api.APPLICATIONS).status()).isEqualTo(403);
        assertThat(users.get(Api.APPLICATIONS).header("WWW-Authenticate")).contains("scope=\"applications:read\"");
        assertThat(applications.get(Api.USERS).status()).isEqualTo(403);
        assertThat(applications.get(Api.APPLICATIONS).status()).isEqualTo(200);
        assertThat(applications.post(Api.APPLICATIONS, "{}").header("WWW-Authenticate"))
                .contains("scope=\"applications:write\"");
    }

    @Test
    @DisplayName("AD-03: an application that acts for itself gives nobody the power to administer")
    void letsNoApplicationMakeAnAdministrator() {
        Api machine = Api.ofApplication(STORY, "applications:read applications:write");
        String console =
                machine.get(Api.APPLICATIONS + "?search=console").body().toString();
        String id = STORY.server()
                .database()
                .sql("select id::text from client where client_id = 'console'")
                .query(String.class)
                .single();
        Rows before = Rows.of(STORY.server());

        assertThat(console).contains(id);
        assertThat(machine.post(
                                Api.APPLICATIONS,
                                "{\"client_id\": \"" + clientId
                                        + "\", \"grant_types\": [\"client_credentials\"], \"scope\": \"users:write\"}")
                        .status())
                .isEqualTo(403);
        assertThat(machine.post(Api.APPLICATIONS + "/" + id + "/secrets", "").status())
                .isEqualTo(403);
        assertThat(machine.delete(Api.APPLICATIONS + "/" + id, "*").status()).isEqualTo(403);
        assertThat(machine.send("DELETE", Api.APPLICATIONS + "/" + id + "/grants", "", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    void writesNoSecretIntoTheExport() {
        Answer made = register("");

        String file = export();

        assertThat(file)
                .contains("client_id: \"" + clientId + "\"", "${LATCHKEY_CLIENT_SECRET_MADE_")
                .doesNotContain(made.text("client_secret"), "{sha256}", "{argon2");
    }

    private String export() {
        return java.net.http.HttpClient.newHttpClient()
                .sendAsync(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(STORY.server().url(Api.APPLICATIONS + "/export")))
                                .header("Authorization", "Bearer " + api.token())
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }

    private Answer register(String more) {
        return api.post(
                Api.APPLICATIONS,
                "{\"client_id\": \"" + clientId + "\", \"client_name\": \"Made\", \"trusted\": true, "
                        + "\"redirect_uris\": [\"https://made.test/cb\"], \"access_token_ttl\": \"5m\", "
                        + "\"scope\": \"openid notes:read\"" + more + "}");
    }

    private static String address(Answer made) {
        return Api.APPLICATIONS + "/" + made.text("id");
    }

    private static Answer patch(Answer made, String etag, String json) {
        return api.send(
                "PATCH", address(made), json, Map.of("Content-Type", "application/merge-patch+json", "If-Match", etag));
    }

    @SuppressWarnings("unchecked")
    private static List<String> ids(Answer page) {
        return ((List<Map<String, String>>) page.body().get("applications"))
                .stream().map(one -> one.get("client_id")).toList();
    }

    private List<String> details(String type) {
        return STORY.server()
                .database()
                .sql(
                        "select details::text from security_event where type = :type and client_id = :client and actor_id = :admin")
                .param("type", type)
                .param("client", clientId)
                .param("admin", PEOPLE.idOf(admin))
                .query(String.class)
                .list();
    }
}
