package dev.latchkey.demo.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.demo.DemoClientApplication;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class StartTests {

    /** Nobody listens on the discard port. */
    private static final String NOBODY = "http://localhost:9";

    @Test
    void startsAndIsHealthyWhileNobodyElseIsThere() throws Exception {
        try (ConfigurableApplicationContext application =
                start("--latchkey.client-secret=secret", "--latchkey.client-id=web/one")) {
            String home = "http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port");

            assertThat(get(home + "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(home + "/actuator/health/readiness").statusCode()).isEqualTo(200);
            for (String closed : new String[] {"", "/health", "/health/db", "/env", "/metrics", "/heapdump", "/info"}) {
                assertThat(get(home + "/actuator" + closed).statusCode())
                        .as(closed)
                        .isEqualTo(404);
            }
            assertThat(get(home + "/").statusCode()).isEqualTo(200);
            HttpResponse<String> signIn = get(home + "/oauth2/authorization/latchkey");
            assertThat(signIn.statusCode()).isEqualTo(302);
            assertThat(signIn.headers().firstValue("Location")).hasValue(home + "/sign-in/problem");
            assertThat(signIn.headers().firstValue("Set-Cookie").orElseThrow())
                    .as("a name that is a token, whatever the client is called")
                    .startsWith("web_one_session=");
            assertThat(application.getEnvironment().getProperty("server.address", InetAddress.class))
                    .satisfies(
                            address -> assertThat(address.isLoopbackAddress()).isTrue());
        }
    }

    @Test
    void refusesToStartWithoutASecretAndSaysWhichVariableToSet(CapturedOutput output) {
        assertThatThrownBy(() -> start().close()).isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("latchkey.clientSecret")
                .contains("is missing: set DEMO_CLIENT_SECRET");
    }

    @Test
    void doesNotPrintItsSecret() {
        assertThat(new ClientProperties(URI.create(NOBODY), "demo", "top-secret"))
                .asString()
                .doesNotContain("top-");
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("--server.port=0", "--latchkey.issuer=" + NOBODY, "--latchkey.notes-url=" + NOBODY));
        all.addAll(List.of(arguments));
        return new SpringApplicationBuilder(DemoClientApplication.class).run(all.toArray(String[]::new));
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }
}
