package dev.latchkey.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.demo.testing.BrowserTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

class ManagementPortTests extends BrowserTest {

    @Value("${local.management.port}")
    int managementPort;

    @Test
    void hasMetricsForPrometheus() throws Exception {
        browser.open("/");

        HttpResponse<String> metrics = get("/actuator/prometheus");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory_used_bytes", "http_server_requests_seconds_count");
    }

    @Test
    void hasNothingElse() throws Exception {
        assertThat(get("/actuator/env").statusCode()).isNotEqualTo(200);
        assertThat(get("/actuator/heapdump").statusCode()).isNotEqualTo(200);
        assertThat(get("/notes").statusCode()).isNotEqualTo(200);
    }

    @Test
    void isNotThePortOfThePages() {
        assertThat(browser.open("/actuator/prometheus").status()).isEqualTo(404);
        assertThat(browser.open("/actuator/health").status()).isEqualTo(404);
        assertThat(browser.open("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(browser.open("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
