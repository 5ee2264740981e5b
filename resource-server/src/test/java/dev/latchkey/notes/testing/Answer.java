package dev.latchkey.notes.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer, with the questions that tests ask about one. */
public record Answer(HttpResponse<byte[]> response) {

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    public List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    public byte[] bytes() {
        return response.body();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(response.body());
    }

    public String id() {
        return json().path("id").asString();
    }

    public String path() {
        return "/notes/" + id();
    }

    public String etag() {
        return header("ETag");
    }

    public Answer hasStatus(int status) {
        assertThat(status()).as(toString()).isEqualTo(status);
        return this;
    }

    /** RFC 9457, and our own rule that client and operator share an id. */
    public Answer isProblem(int status) {
        hasStatus(status);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(json().path("status").asInt()).isEqualTo(status);
        assertThat(json().path("title").asString()).isNotBlank();
        assertThat(json().path("detail").asString()).isNotBlank();
        // What Tomcat refuses itself leaves no line in the log that an id could point to.
        assertThat(json().path("correlationId").stringValue(null)).isEqualTo(header("X-Correlation-Id"));
        return this;
    }

    public Answer isProblem(int status, String field) {
        isProblem(status);
        assertThat(json().path("errors")
                        .valueStream()
                        .map(error -> error.path("field").asString()))
                .as(text())
                .contains(field);
        return this;
    }

    /** What holds for every answer, good or bad. */
    void satisfiesTheStandingRules() {
        assertThat(status() < 500 || status() == 503).as(toString()).isTrue();
        assertThat(headers("Set-Cookie")).as("no session").isEmpty();
        assertThat(header("Server")).as("no product name").isNull();
        assertThat(header("X-Powered-By")).as("no product name").isNull();
        assertThat(header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header("Permissions-Policy")).contains("camera=()");
        assertThat(header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        if (status() != 304) { // RFC 9110 §15.4.5: it adds nothing to what the client has
            assertThat(header("Cache-Control")).isNotBlank();
        }
        if (status() >= 400) {
            assertThat(text())
                    .doesNotContain("Exception", "at dev.latchkey", "org.springframework", "SELECT ", "tools.jackson");
        }
    }

    @Override
    public String toString() {
        return response.request().method() + " " + response.uri().getRawPath() + " -> " + status() + " "
                + text().substring(0, Math.min(300, text().length()));
    }
}
