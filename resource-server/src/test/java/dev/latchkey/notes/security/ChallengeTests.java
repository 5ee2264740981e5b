package dev.latchkey.notes.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Answer;
import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.NotesApiTest;
import dev.latchkey.notes.testing.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@NotesApiTest
class ChallengeTests {

    private static final String METADATA =
            "resource_metadata=\"" + TestIssuer.AUDIENCE + "/.well-known/oauth-protected-resource\"";

    private static final TestIssuer issuer = TestIssuer.shared();

    @Autowired
    Api api;

    @Test
    void withoutATokenThereIsNoErrorToReport() {
        Answer answer = api.anonymous().get("/notes").isProblem(401);
        assertThat(answer.headers("WWW-Authenticate"))
                .containsExactly("Bearer " + METADATA, "DPoP algs=\"ES256 ES384 ES512 PS256 RS256\", " + METADATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWxpY2U6cHc=", "Negotiate abc", "bearertoken", "Token x"})
    void anotherSchemeIsNoToken(String authorization) {
        Answer answer = api.send("GET", "/notes", (String) null, "Authorization", authorization)
                .isProblem(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer " + METADATA);
    }

    @Test
    void rs10_aTokenAnywhereButInTheHeaderIsNoToken() {
        String token = issuer.token().sign();
        String form = "access_token=" + token;
        for (Answer answer : List.of(
                api.anonymous().get("/notes?access_token=" + token),
                api.anonymous().call("POST", "/notes", form, "Content-Type", "application/x-www-form-urlencoded"),
                api.anonymous().get("/notes", "Cookie", form),
                api.anonymous().get("/notes", "X-Access-Token", token),
                api.anonymous().get("/notes", "Proxy-Authorization", "Bearer " + token))) {
            answer.isProblem(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer " + METADATA);
        }
    }

    @Test
    void theSchemeIsCaseInsensitive() {
        api.send(
                        "GET",
                        "/notes",
                        (String) null,
                        "Authorization",
                        "bEARER " + issuer.token().sign())
                .hasStatus(200);
    }

    @Test
    void twoAuthorizationHeadersAreABadRequest() {
        String good = "Bearer " + issuer.token().sign();
        Answer answer = api.send("GET", "/notes", (String) null, "Authorization", good, "Authorization", good);
        answer.isProblem(400);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_request\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/notes,notes:read",
        "HEAD,/notes,notes:read",
        "GET,/notes/00000000-0000-4000-8000-000000000000,notes:read",
        "POST,/notes,notes:write",
        "PUT,/notes/00000000-0000-4000-8000-000000000000,notes:write",
        "PATCH,/notes/00000000-0000-4000-8000-000000000000,notes:write",
        "DELETE,/notes/00000000-0000-4000-8000-000000000000,notes:write",
        "DELETE,/notes,notes:write",
    })
    void rs09_namesTheScopeThatIsMissing(String method, String path, String scope) {
        String other = scope.equals("notes:read") ? "notes:write" : "notes:read";
        for (Object scopes : new Object[] {"openid " + other, "", scope + "x", "SCOPE_" + scope, scope.toUpperCase()}) {
            Answer answer = api.as(issuer.token().with("scope", scopes).sign())
                    .call(method, path, method.startsWith("P") ? "{}" : null)
                    .hasStatus(403);
            assertThat(answer.headers("WWW-Authenticate"))
                    .containsExactly("Bearer error=\"insufficient_scope\","
                            + " error_description=\"The access token lacks a scope.\", scope=\"" + scope + "\", "
                            + METADATA);
        }
        api.as(issuer.token().without("scope").sign()).call(method, path, null).hasStatus(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/health",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/loggers",
                "/actuator/prometheus",
                "/actuator/health/db",
                "/actuator/health/readiness/db",
                "/error",
                "/swagger-ui",
                "/.git/config",
                "/.env",
                "/h2-console",
                "/actuator/health/liveness/..;/../env",
                "//actuator/env",
                "/notes;x=1",
                "/NOTES",
                "/actuator/health/readiness;a=b"
            })
    void nothingElseIsOpen(String path) {
        assertThat(api.anonymous().get(path).status()).isIn(400, 401, 404);
        assertThat(api.someone().get(path).status()).isIn(400, 403, 404);
    }

    @Test
    void healthSaysNoMoreThanItMust() {
        for (String path : List.of("/actuator/health/liveness", "/actuator/health/readiness")) {
            assertThat(api.anonymous().get(path).hasStatus(200).text()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void metadataSaysWhatTheApiDoes() {
        Answer answer =
                api.anonymous().get("/.well-known/oauth-protected-resource").hasStatus(200);
        assertThat(answer.json().path("resource").asString()).isEqualTo(TestIssuer.AUDIENCE);
        assertThat(answer.json().path("authorization_servers").get(0).asString())
                .isEqualTo(issuer.url());
        assertThat(answer.json().path("scopes_supported").toString()).isEqualTo("[\"notes:read\",\"notes:write\"]");
        assertThat(answer.json().path("bearer_methods_supported").toString()).isEqualTo("[\"header\"]");
        assertThat(answer.json().has("tls_client_certificate_bound_access_tokens"))
                .isFalse();
        assertThat(answer.header("Cache-Control")).contains("max-age");
        api.anonymous().get("/.well-known/oauth-protected-resource/evil").isProblem(404);
    }

    @Test
    void metadataDoesNotBelieveTheHostHeader() {
        Answer answer = api.anonymous()
                .get(
                        "/.well-known/oauth-protected-resource",
                        "X-Forwarded-Host",
                        "evil.test",
                        "Forwarded",
                        "host=evil.test");
        assertThat(answer.text()).doesNotContain("evil.test");
        Answer challenge = api.anonymous().get("/notes", "X-Forwarded-Host", "evil.test", "X-Forwarded-Proto", "https");
        assertThat(challenge.header("WWW-Authenticate")).doesNotContain("evil.test");
    }

    @Test
    void rs23_onlyConfiguredOriginsMayCallFromABrowser() {
        Answer allowed = api.anonymous()
                .call(
                        "OPTIONS",
                        "/notes",
                        null,
                        "Origin",
                        "https://spa.test",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization,dpop,if-match,content-type");
        allowed.hasStatus(200);
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://spa.test");
        assertThat(allowed.header("Access-Control-Allow-Credentials")).isNull();
        assertThat(allowed.headers("Vary")).anyMatch(value -> value.contains("Origin"));
        for (String origin : List.of(
                "https://evil.test", "null", "https://spa.test.evil.test", "http://spa.test", "https://SPA.test.")) {
            Answer refused = api.someone().get("/notes", "Origin", origin).isProblem(403);
            assertThat(refused.header("Access-Control-Allow-Origin")).isNull();
        }
        Answer answer =
                api.someone().get("/notes", "Origin", "https://spa.test").hasStatus(200);
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag", "WWW-Authenticate");
    }
}
