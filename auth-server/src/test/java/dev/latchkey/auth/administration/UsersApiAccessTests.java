package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.RelyingParty.Answer;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call the administration API, and what the others hear (RFC 6750, RFC 9470, RFC 9728). */
class UsersApiAccessTests {

    private static final String ALL = "openid users:read users:write";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final String metadata =
            "resource_metadata=\"" + story.server().url("/.well-known/oauth-protected-resource/api/admin") + "\"";

    @Test
    void letsAnAdministratorWithTwoFactorsIn() {
        assertThat(Api.ofAdministrator(story).get(Api.USERS).status()).isEqualTo(200);
    }

    @Test
    void letsAnApplicationInThatWasRegisteredForTheScopes() {
        assertThat(Api.ofApplication(story).get(Api.USERS).status()).isEqualTo(200);
    }

    @Test
    void asksForATokenAndSaysWhereOneIs() {
        Answer refused = Api.with(story, "").get(Api.USERS);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer " + metadata);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        Answer document = RelyingParty.send(java.net.http.HttpRequest.newBuilder(
                java.net.URI.create(story.server().url("/.well-known/oauth-protected-resource/api/admin"))));
        assertThat(document.body())
                .containsEntry("resource", story.server().url("/api/admin"))
                .containsEntry("authorization_servers", List.of(story.server().issuer()))
                .containsEntry(
                        "scopes_supported",
                        List.of("users:read", "users:write", "applications:read", "applications:write"));
    }

    @Test
    void doesNotLookAtTheCookieOfAnAdministrator() {
        Browser admin = story.browserOf(people.administrator());

        assertThat(admin.openWithoutFollowing(Api.USERS).statusCode()).isEqualTo(401);
        assertThat(admin.sendWithoutFollowing("POST", Api.USERS).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesATokenForAnotherAudience() {
        TestAccount admin = people.administrator();
        Answer refused = Api.of(story, admin, "openid roles notes:read").get(Api.USERS);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\", " + metadata);
    }

    @Test
    void givesATokenForThisAudienceAloneWhenItIsNamed() {
        Browser admin = story.browserOf(people.administrator());
        admin.open(new AuthorizationRequest(TestClient.CONSOLE)
                .with("scope", "openid users:read notes:read")
                .with("resource", story.server().url("/api/admin"))
                .url());
        String token = story.relyingParty(TestClient.CONSOLE)
                .redeem(Redirect.of(admin.leftFor()).code())
                .text("access_token");

        assertThat(Api.with(story, token).get(Api.USERS).status()).isEqualTo(200);
    }

    @Test
    void refusesAnIdToken() {
        Answer tokens = story.tokens(story.browserOf(people.administrator()), TestClient.CONSOLE, ALL);

        assertThat(Api.with(story, tokens.text("id_token")).get(Api.USERS).status())
                .isEqualTo(401);
    }

    @Test
    void namesTheScopeThatIsMissing() {
        Api reading = Api.of(story, people.administrator(), "openid users:read");
        Answer refused = reading.post(Api.USERS, "{}");

        assertThat(reading.get(Api.USERS).status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"users:write\", " + metadata);
        assertThat(Api.of(story, people.administrator(), "openid users:write")
                        .get(Api.USERS)
                        .header("WWW-Authenticate"))
                .contains("scope=\"users:read\"");
    }

    @Test
    void refusesWhoDoesNotAdminister() {
        Answer refused = Api.of(story, people.withTotp(), ALL).get(Api.USERS);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate")).doesNotContain("scope=");
    }

    @Test
    void looksAtTheRoleAsItIsNow() {
        TestAccount admin = people.administrator();
        Api api = Api.of(story, admin, ALL);
        assertThat(api.get(Api.USERS).status()).isEqualTo(200);

        people.takeRole(admin, "ADMIN");

        assertThat(api.get(Api.USERS).status()).isEqualTo(403);
    }

    @Test
    void asksAnAdministratorWhoShowedOneFactorForTheSecond() {
        TestAccount person = people.withPassword();
        Api api = Api.of(story, person, ALL);
        people.giveRole(person, "ADMIN");

        Answer refused = api.get(Api.USERS);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"insufficient_user_authentication\", acr_values=\"urn:latchkey:acr:2fa\", "
                        + metadata);
    }

    @Test
    void honoursTheRevocationOfTheGrantAndOfTheToken() {
        Answer tokens = story.tokens(story.browserOf(people.administrator()), TestClient.CONSOLE, ALL);
        Api api = Api.with(story, tokens.text("access_token"));
        assertThat(api.get(Api.USERS).status()).isEqualTo(200);
        story.relyingParty(TestClient.CONSOLE).revoke(tokens.text("refresh_token"));
        assertThat(api.get(Api.USERS).status()).isEqualTo(401);

        Api application = Api.ofApplication(story);
        story.relyingParty(TestClient.PROVISIONING).revoke(application.token());
        assertThat(application.get(Api.USERS).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "POST", "GET", "HEAD", "OPTIONS"})
    void answersNobodyWhateverTheMethod(String method) {
        Rows before = Rows.of(story.server());

        assertThat(Api.with(story, "")
                        .send(method, Api.USERS, "", Map.of("X-HTTP-Method-Override", "GET"))
                        .status())
                .isEqualTo(401);
        assertThat(Rows.of(story.server())).isEqualTo(before);
    }

    @Test
    void isNotTurnedAroundByATokenInTheAddressOrTheForm() {
        String token = Api.ofAdministrator(story).token();

        assertThat(Api.with(story, "").get(Api.USERS + "?access_token=" + token).status())
                .isEqualTo(401);
        assertThat(RelyingParty.postAnonymously(story.server(), Api.USERS, "access_token=" + token)
                        .status())
                .isEqualTo(401);
    }
}
