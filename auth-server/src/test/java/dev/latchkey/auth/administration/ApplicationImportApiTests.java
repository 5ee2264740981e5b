package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.RelyingParty.Answer;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications whose declaration lives in a repository, put by a program. */
class ApplicationImportApiTests {

    private static final String IMPORT = Api.APPLICATIONS + "/import";
    private static final Story STORY = new Story();

    private final Api pipeline = Api.ofApplication(STORY, "applications:read applications:write");
    private final String mark = "imp-" + UUID.randomUUID();

    @AfterEach
    void takeAway() {
        STORY.server()
                .database()
                .sql("delete from client where client_id like 'imp-%'")
                .update();
        STORY.server()
                .database()
                .sql("delete from scope where name like 'imp-%'")
                .update();
    }

    @Test
    @DisplayName(
            "Export, import, export: nothing has changed, with applications among them that the caller may not touch")
    void changesNothingWithWhatWasExported() {
        String before = exported();
        Rows rows = Rows.of(STORY.server());

        Answer answer = take(pipeline, before);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .containsEntry("changed", 0)
                .containsEntry("registered", 0)
                .containsEntry("secrets", Map.of());
        assertThat(before).contains("client_id: \"console\"");
        assertThat(exported()).isEqualTo(before);
        assertThat(Rows.of(STORY.server())).isEqualTo(rows);
    }

    @Test
    void registersWhatIsNewAndShowsItsSecretOnce() {
        Answer made = take(pipeline, declaring("    client_name: \"Imported\"\n"));

        assertThat(made.body()).containsEntry("changed", 0).containsEntry("registered", 1);
        assertThat(made.header("Cache-Control")).contains("no-store");
        TestClient client = new TestClient(mark, secrets(made).get(mark), "https://import.test/cb");
        assertThat(STORY.relyingParty(client).refresh("x").refusal()).isEqualTo("400 invalid_grant");

        Answer changed = take(pipeline, declaring("    client_name: \"Renamed\"\n"));

        assertThat(changed.body()).containsEntry("changed", 1).containsEntry("registered", 0);
        assertThat(secrets(changed)).isEmpty();
        assertThat(exported()).contains("client_name: \"Renamed\"").doesNotContain(client.secret());
        assertThat(STORY.relyingParty(client).refresh("x").refusal())
                .as("keeps its secret")
                .isEqualTo("400 invalid_grant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a scope that is new|scopes:\\n  - { name: 'imp-x', title: 'X', description: '', sensitive: false }\\n",
                "a sensitive scope that is none any more|"
                        + "scopes:\\n  - { name: 'notes:write', title: 'X', description: '', sensitive: false }\\n",
                "a resource that is new|resources:\\n  - { identifier: 'https://imp.test', scopes: ['notes:read'] }\\n",
                "an application that administers|clients:\\n  - { client_id: 'imp-x', client_name: 'X', client_secret: "
                        + "'${LATCHKEY_CLIENT_SECRET_X}', grant_types: ['client_credentials'], scope: 'users:write' }\\n"
            })
    @DisplayName("AD-03: an application that acts for itself changes neither scopes nor applications that administer")
    void letsNoApplicationReachForMore(String what, String yaml) {
        Rows before = Rows.of(STORY.server());

        Answer answer = take(pipeline, yaml.replace("\\n", "\n").replace('\'', '"'));

        assertThat(answer.status()).as(what).isEqualTo(403);
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    @DisplayName("AD-12: what becomes of scopes and resources is written down")
    void letsAnAdministratorChangeScopes() {
        Api administrator =
                Api.of(STORY, STORY.newAccounts().administrator(), "openid applications:read applications:write");

        Answer answer = take(
                administrator,
                "scopes:\n  - { name: \"" + mark + "\", title: \"Imported\", description: \"\", sensitive: true }\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(exported()).contains(mark);
        assertThat(STORY.server()
                        .database()
                        .sql(
                                "select count(*) from security_event where type = 'SETTINGS_CHANGED' and actor_id is not null"
                                        + " and details ->> 'imported' = :mark")
                        .param("mark", mark)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void namesThePlaceThatIsWrongAndTakesNothing() {
        Rows before = Rows.of(STORY.server());

        Answer wrong = take(pipeline, declaring("    client_name: \"X\"\n    nonsense: true\n"));
        Answer none = take(pipeline, "<html>");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(Api.fields(wrong)).containsExactly("clients[0].nonsense");
        assertThat(none.status()).isEqualTo(400);
        assertThat(Api.fields(none)).containsExactly("file");
        assertThat(pipeline.post(IMPORT, "{}").status()).isEqualTo(415);
        assertThat(take(pipeline, "#".repeat((1 << 20) + 1)).status()).isEqualTo(413);
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    private Answer take(Api api, String yaml) {
        return api.send("POST", IMPORT, yaml, Map.of("Content-Type", "application/yaml"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> secrets(Answer answer) {
        return (Map<String, String>) answer.body().get("secrets");
    }

    private String exported() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(STORY.server().url(Api.APPLICATIONS + "/export")))
                .header("Authorization", "Bearer " + pipeline.token())
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofString())
                .join()
                .body();
    }

    private String declaring(String more) {
        return "clients:\n  - client_id: \"" + mark + "\"\n    client_secret: \"${LATCHKEY_CLIENT_SECRET_X}\"\n"
                + "    redirect_uris: [\"https://import.test/cb\"]\n    scope: \"openid\"\n"
                + "    grant_types: [\"authorization_code\", \"refresh_token\"]\n" + more;
    }
}
