package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The CORS protocol: who may read our answers in a browser")
class CrossOriginTests {

    private static final String SPA = "https://spa.test";
    private static final String ALLOWED = "Access-Control-Allow-Origin";
    private static final Story STORY = new Story();

    private static RelyingParty.Answer send(String method, String path, String... headers) {
        return RelyingParty.send(
                HttpRequest.newBuilder(URI.create(STORY.server().url(path)))
                        .headers(headers)
                        .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static RelyingParty.Answer preflight(String path, String origin) {
        return send(
                "OPTIONS",
                path,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,dpop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/revoke", "/userinfo"})
    void letsRegisteredBrowserApplicationsAsk(String path) {
        RelyingParty.Answer answer = preflight(path, SPA);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header(ALLOWED)).isEqualTo(SPA);
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("Authorization", "DPoP");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(answer.header("Vary")).contains("Origin");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void letsThemReadAnswersAndErrors() {
        RelyingParty.Answer refused = RelyingParty.postAnonymously(
                STORY.server(),
                "/oauth2/token",
                "grant_type=refresh_token&refresh_token=x&client_id=spa",
                "Origin",
                SPA);
        assertThat(refused.refusal()).isEqualTo("400 invalid_grant");
        assertThat(refused.header(ALLOWED)).isEqualTo(SPA);

        assertThat(send("GET", "/userinfo", "Origin", SPA).header(ALLOWED)).isEqualTo(SPA);
        String token = STORY.tokens(TestClient.SPA, "openid profile").text("access_token");
        RelyingParty.Answer told = send("GET", "/userinfo", "Origin", SPA, "Authorization", "Bearer " + token);
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.header(ALLOWED)).isEqualTo(SPA);
    }

    @ParameterizedTest(name = "TK-17 {0}")
    @ValueSource(
            strings = {
                "null",
                "https://evil.test",
                "https://sub.spa.test",
                "https://spa.test.evil.test",
                "https://evilspa.test",
                "http://spa.test",
                "https://spa.test:8443",
                "https://SPA.test",
                "https://spa.test/",
                "https://rp1.test", // a client with a secret
                "http://127.0.0.1", // an application on a device
                "*"
            })
    void tellsNobodyElse(String origin) {
        for (String path : List.of("/oauth2/token", "/oauth2/revoke", "/userinfo")) {
            assertThat(preflight(path, origin).header(ALLOWED)).isEmpty();
            assertThat(preflight(path, origin).status()).isEqualTo(403);
        }
        RelyingParty.Answer answer = RelyingParty.postAnonymously(
                STORY.server(),
                "/oauth2/token",
                "grant_type=refresh_token&refresh_token=x&client_id=spa",
                "Origin",
                origin);
        assertThat(answer.refusal()).as("answered all the same").isEqualTo("400 invalid_grant");
        assertThat(answer.header(ALLOWED)).isEmpty();
    }

    @ParameterizedTest(name = "AZ-37 {0}")
    @ValueSource(
            strings = {
                "/oauth2/authorize",
                "/oauth2/consent",
                "/login",
                "/login/accounts",
                "/connect/logout",
                "/account",
                "/oauth2/introspect",
                "/oauth2/par"
            })
    void isNothingForPagesAndServers(String path) {
        for (RelyingParty.Answer answer : List.of(preflight(path, SPA), send("GET", path, "Origin", SPA))) {
            assertThat(answer.response().headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
        }
        assertThat(preflight(path, SPA).status()).isBetween(300, 499);
    }

    @ParameterizedTest(name = "HD-11 {0}")
    @ValueSource(
            strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/oauth2/jwks"})
    void isForEverybodyWhereEverythingIsPublic(String path) {
        RelyingParty.Answer answer = send("GET", path, "Origin", "https://evil.test");

        assertThat(answer.header(ALLOWED)).isEqualTo("*");
        assertThat(answer.header("Cache-Control")).contains("public");
        assertThat(answer.response().body()).doesNotContain("\"d\":", "\"p\":", "\"k\":");
    }

    @Test
    void endsWithTheClient() {
        try {
            enable(false);
            assertThat(preflight("/oauth2/token", SPA).header(ALLOWED)).isEmpty();
        } finally {
            enable(true);
        }
        assertThat(preflight("/oauth2/token", SPA).header(ALLOWED)).isEqualTo(SPA);
    }

    private static void enable(boolean enabled) {
        STORY.server()
                .database()
                .sql("update client set enabled = :enabled where client_id = 'spa'")
                .param("enabled", enabled)
                .update();
        STORY.server().forgetClient("spa");
    }
}
