package dev.latchkey.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccountsApiTests {

    private static final String PASSWORD = "treacle well and dormouse";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String username = "api-" + UUID.randomUUID();
    private final String email = username + "@example.test";

    @Test
    void takesASignUpAndConfirmsItByTheCode() throws Exception {
        HttpResponse<String> created = post("/api/accounts", body());
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode answer = json.readTree(created.body());
        assertThat(answer.get("email_verified").asBoolean()).isFalse();
        assertThat(created.headers().firstValue("Location").orElseThrow())
                .startsWith(story.server().issuer() + "/signup/verify?signup=");
        assertThat(created.body()).doesNotContain(PASSWORD);
        assertThat(created.headers().firstValue("Set-Cookie")).isEmpty();

        String code = story.server().mailbox().awaitTo(email).code();
        String handle = answer.get("signup").asString();
        assertThat(post("/api/accounts/verification", Map.of("signup", handle, "code", "abc"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/accounts/verification", Map.of("signup", handle, "code", code))
                        .statusCode())
                .isEqualTo(204);
        assertThat(post("/api/accounts/verification", Map.of("signup", handle, "code", code))
                        .statusCode())
                .isEqualTo(400);
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void namesEachFieldThatIsWrong() throws Exception {
        HttpResponse<String> refused =
                post("/api/accounts", Map.of("username", "admin", "email", "nobody", "password", "short"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode fields = json.readTree(refused.body()).get("fields");
        assertThat(fields.get("name").get("code").asString()).isEqualTo("missing");
        assertThat(fields.get("username").get("code").asString()).isEqualTo("reserved");
        assertThat(fields.get("email").get("code").asString()).isEqualTo("invalid");
        assertThat(fields.get("password").get("code").asString()).isEqualTo("too-short");
        assertThat(fields.get("password").get("message").asString()).contains("15");
        assertThat(fields.has("birthdate")).isFalse();
        assertThat(json.readTree(refused.body()).get("correlationId").asString())
                .isNotBlank();
    }

    @Test
    void saysConflictForATakenNameAndNothingOfATakenAddress() throws Exception {
        String taken = people.withPassword().username();
        Map<String, Object> body = body();
        body.put("username", taken);
        HttpResponse<String> refused = post("/api/accounts", body);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json.readTree(refused.body()).at("/fields/username/code").asString())
                .isEqualTo("taken");

        Map<String, Object> known = body();
        known.put("email", taken + "@example.test");
        HttpResponse<String> ofKnown = post("/api/accounts", known);
        assertThat(ofKnown.statusCode()).isEqualTo(201);
        assertThat(ofKnown.body().replaceAll("\"signup\":\"[^\"]*\"", "").replace(taken, username))
                .isEqualTo(post("/api/accounts", with("username", username + "2"))
                        .body()
                        .replaceAll("\"signup\":\"[^\"]*\"", "")
                        .replace(username + "2", username));
    }

    @Test
    void asksForPatienceWhenTooManyMailsGoToAnAddress() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(post("/api/accounts", with("username", username + i)).statusCode())
                    .isEqualTo(201);
        }
        HttpResponse<String> braked = post("/api/accounts", with("username", username + "z"));
        assertThat(braked.statusCode()).isEqualTo(429);
        assertThat(braked.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(braked.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"})
    void takesNothingThatAnotherSiteCouldPost(String contentType) throws Exception {
        HttpResponse<String> refused = send(HttpRequest.newBuilder(uri("/api/accounts"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body()))));
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(pending()).isZero();
    }

    @Test
    void allowsNoOtherOrigin() throws Exception {
        HttpResponse<String> preflight = send(HttpRequest.newBuilder(uri("/api/accounts"))
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(preflight.statusCode()).isBetween(200, 499);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "1",
                "{",
                "{\"username\":\"a\",\"username\":\"b\"}",
                "{\"username\":{\"$ne\":null},\"email\":[\"a@example.test\"],\"name\":1,\"password\":true}"
            })
    void refusesWhatIsNoSignUp(String body) throws Exception {
        HttpResponse<String> refused = postRaw(body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).doesNotContain("Exception", "jackson");
    }

    @Test
    void refusesBombsBeforeReadingThem() throws Exception {
        assertThat(postRaw("[".repeat(10_000)).statusCode()).isEqualTo(400);
        assertThat(postRaw("{\"username\":\"" + "x".repeat(1 << 20) + "\"}").statusCode())
                .isEqualTo(413);
    }

    @Test
    void refusesGet() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/api/accounts")).GET()).statusCode())
                .isEqualTo(405);
    }

    private Map<String, Object> body() {
        return new TreeMap<>(Map.of(
                "username",
                username,
                "email",
                email,
                "name",
                "A Person",
                "password",
                PASSWORD,
                "roles",
                java.util.List.of("ADMIN"),
                "email_verified",
                true));
    }

    private Map<String, Object> with(String field, String value) {
        Map<String, Object> body = body();
        body.put(field, value);
        return body;
    }

    private HttpResponse<String> post(String path, Map<String, ?> body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    private HttpResponse<String> postRaw(String body) throws Exception {
        return send(HttpRequest.newBuilder(uri("/api/accounts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(story.server().url(path));
    }

    private long accounts() {
        return story.server()
                .database()
                .sql("select count(*) from account where username = :name")
                .param("name", username)
                .query(Long.class)
                .single();
    }

    private long pending() {
        return story.server()
                .database()
                .sql("select count(*) from pending_sign_up where email = :email")
                .param("email", email)
                .query(Long.class)
                .single();
    }
}
