package dev.latchkey.notes.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.notes.testing.Api;
import dev.latchkey.notes.testing.NotesApiTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@NotesApiTest
class ManagementPortTests {

    @Autowired
    Api api;

    @Value("${local.management.port}")
    int managementPort;

    @Test
    void hasMetricsForPrometheus() throws Exception {
        HttpResponse<String> metrics = get("/actuator/prometheus");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body())
                .contains("jvm_memory_used_bytes", "hikaricp_connections_active", "tomcat_global_request");
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/env", "/actuator/heapdump", "/actuator/loggers", "/notes", "/docs"})
    void hasNothingElse(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(401, 404);
    }

    @Test
    void isNotThePortOfTheApi() {
        api.anonymous().get("/actuator/prometheus").hasStatus(401);
        api.anonymous().get("/actuator/health/readiness").hasStatus(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
