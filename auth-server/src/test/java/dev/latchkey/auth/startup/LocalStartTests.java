package dev.latchkey.auth.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.AuthServerApplication;
import dev.latchkey.auth.secret.SecretKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole server as a newcomer starts it: with no configuration. */
@ExtendWith(OutputCaptureExtension.class)
class LocalStartTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static ConfigurableApplicationContext server;
    private static String output;

    @BeforeAll
    static void start(CapturedOutput captured) {
        server = new SpringApplicationBuilder(AuthServerApplication.class).run("--latchkey.data-dir=" + folder);
        output = captured.getAll();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void saysWhatItIs() {
        assertThat(output)
                .contains("LOCAL MODE at " + property("latchkey.issuer"))
                .contains("listens on this machine only (127.0.0.1)")
                .contains(folder.resolve("auth").toString())
                .contains("Cryptography by");
    }

    @Test
    void logsNoSecretWhileItStarts() {
        assertThat(output)
                .doesNotContain(property("latchkey.secret-keys").replaceFirst(".*:", ""))
                .doesNotContainIgnoringCase("password:");
    }

    @Test
    void listensOnThisMachineOnly() throws Exception {
        for (int port : List.of(port("local.server.port"), port("local.management.port"))) {
            assertThatCode(() -> connect(InetAddress.getByName("127.0.0.1"), port))
                    .doesNotThrowAnyException();
            for (InetAddress address : addressesOfThisMachine()) {
                assertThatThrownBy(() -> connect(address, port)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void namesThePortItListensOnInTheIssuer() {
        assertThat(property("latchkey.issuer")).isEqualTo("http://localhost:" + property("local.server.port"));
        assertThat(server.getBean(InstallationProperties.class).issuer()).isEqualTo(property("latchkey.issuer"));
    }

    @Test
    void hasKeysAndADatabase() {
        assertThat(server.getBean(SecretKeys.class)).hasToString("SecretKeys[local]");
        assertThat(folder.resolve("auth/secret-keys")).exists();
        assertThat(folder.resolve("auth/postgres/postmaster.pid")).exists();
    }

    @Test
    void tellsNothingOfItsActuatorOnThePublicPort() throws Exception {
        for (String path : List.of("", "/env", "/metrics", "/info", "/heapdump", "/health", "/health/db")) {
            HttpResponse<String> response = get(port("local.server.port"), "/actuator" + path);
            assertThat(response.statusCode()).as(path).isNotEqualTo(200);
            assertThat(response.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void isReadyUntilItIsTakenOutOfTheRotation() {
        HealthController health = server.getBean(HealthController.class);
        assertThat(health.liveness().getStatusCode().value()).isEqualTo(200);
        assertThat(health.readiness().getStatusCode().value()).isEqualTo(200);
        assertThat(health.readiness().getBody()).containsExactly(Map.entry("status", "UP"));

        AvailabilityChangeEvent.publish(server, ReadinessState.REFUSING_TRAFFIC);
        try {
            assertThat(health.readiness().getStatusCode().value()).isEqualTo(503);
            assertThat(health.liveness().getStatusCode().value()).isEqualTo(200);
        } finally {
            AvailabilityChangeEvent.publish(server, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void answersAbsurdRequestsWithoutReadingThem() throws Exception {
        assertThat(statusOf("GET /?" + "a=1&".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .contains(" 400 ");
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n"))
                .contains(" 400 ");
        assertThat(statusOf(
                        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"))
                .contains(" 415 ");
    }

    private static String statusOf(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port("local.server.port"))) {
            socket.getOutputStream().write(request.getBytes());
            byte[] start = socket.getInputStream().readNBytes(13);
            return new String(start);
        }
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
        }
    }

    private static List<InetAddress> addressesOfThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    private static int port(String property) {
        return Integer.parseInt(property(property));
    }

    private static String property(String name) {
        return server.getEnvironment().getRequiredProperty(name);
    }
}
