package dev.latchkey.auth.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.RelyingParty.Answer;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;

/** What collectors of metrics ask for: on a port of its own, and there alone. */
class ManagementPortTests {

    private final Story story = new Story();
    private final String management =
            "http://127.0.0.1:" + story.server().bean(Environment.class).getRequiredProperty("local.management.port");

    @Test
    void showsTheCountersOfSecurityEventsToPrometheus() {
        story.browserOf(TestAccount.BOB);

        Answer metrics = get(management + "/actuator/prometheus");

        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.response().body())
                .contains("latchkey_security_events_total{outcome=\"success\",type=\"sign_in\"}")
                .contains("http_server_requests_seconds_count", "hikaricp_connections_active")
                .doesNotContain("bob");
        assertThat(get(management + "/actuator/health/readiness").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator", "/actuator/prometheus", "/actuator/metrics", "/actuator/env", "/actuator/info"})
    void isNotServedOnThePublicPort(String path) {
        Answer answer = get(story.server().url(path));

        assertThat(answer.status()).isNotEqualTo(200);
        assertThat(answer.response().body()).doesNotContain("latchkey_security_events_total");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/actuator/configprops", "/login"})
    void servesNothingElse(String path) {
        assertThat(get(management + path).status()).isNotEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "*/*", "text/plain", "image/png"})
    void answersProbesWhateverTheyAccept(String accepted) {
        for (String probe : List.of("liveness", "readiness")) {
            Answer answer = RelyingParty.send(
                    HttpRequest.newBuilder(URI.create(story.server().url("/actuator/health/" + probe)))
                            .header("Accept", accepted));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(Map.of("status", "UP"));
        }
    }

    private static Answer get(String url) {
        return RelyingParty.send(HttpRequest.newBuilder(URI.create(url)));
    }
}
