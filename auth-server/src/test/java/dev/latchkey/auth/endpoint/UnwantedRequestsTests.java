package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.util.Base64URL;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.RelyingParty.Answer;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What scanners send: doors that others forgot to close, formats that nothing here reads, and tokens with something wrong. */
class UnwantedRequestsTests {

    private static final int MUTATIONS = 1500;

    private static final Story STORY = new Story();
    private static final Browser SIGNED_IN = STORY.browserOf(STORY.newAccounts().withPassword());
    private final AuthServer server = STORY.server();

    @ParameterizedTest
    @DisplayName("SC-09: consoles, documents and folders that are not for here")
    @ValueSource(
            strings = {
                "/h2-console",
                "/h2-console/",
                "/swagger-ui",
                "/swagger-ui/index.html",
                "/swagger-ui.html",
                "/v3/api-docs",
                "/v2/api-docs",
                "/graphql",
                "/graphiql",
                "/jolokia",
                "/jolokia/list",
                "/.git/config",
                "/.git/HEAD",
                "/.env",
                "/.DS_Store",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/application.yaml",
                "/bootstrap.yaml",
                "/data/secret-keys",
                "/db/migration/V0001__account.sql",
                "/templates/login/sign-in.html",
                "/js/passkey.js.map",
                "/css/site.css.map",
                "/css/..%2f..%2fapplication.yaml",
                "/js/../application.yaml",
                "/console",
                "/manager/html",
                "/phpinfo.php",
                "/wp-login.php",
                "/actuator/heapdump",
                "/actuator/env",
                "/error?trace=true&message=true",
                "/login.json",
                "/debug",
                "/trace",
                "/webjars/",
                "/cloudfoundryapplication"
            })
    void leadNowhere(String path) {
        Answer nobody = RelyingParty.send(HttpRequest.newBuilder(URI.create(server.url(path))));
        HttpResponse<String> somebody = SIGNED_IN.openWithoutFollowing(path);

        assertThat(nobody.status() == 303 && nobody.header("Location").startsWith("/login") || nobody.status() >= 400)
                .as("%s: %s", path, nobody.status())
                .isTrue();
        assertThat(somebody.statusCode()).as(path).isIn(400, 403, 404);
        assertThat(nobody.response().body() + somebody.body())
                .doesNotContain("Exception", "org.springframework", "create table", "latchkey:", "th:replace");
    }

    @ParameterizedTest
    @DisplayName("RB-10: XML, YAML, parts with file names and serialised objects are read by nothing")
    @ValueSource(
            strings = {
                "/login",
                "/signup",
                "/oauth2/token",
                "/oauth2/introspect",
                "/oauth2/par",
                "/connect/register",
                "/api/accounts",
                "/api/admin/users",
                "/password/forgot",
                "/oauth2/device_authorization"
            })
    void readNoOtherFormat(String path) {
        String entity = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>";
        String part =
                "--b\r\nContent-Disposition: form-data; name=\"username\"; filename=\"../../../etc/x\"\r\n\r\nx\r\n--b--\r\n";
        Rows before = Rows.of(server);
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("application/xml", entity);
        bodies.put("text/xml", entity);
        bodies.put("application/soap+xml", entity);
        bodies.put("image/svg+xml", entity);
        bodies.put("application/yaml", "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://canary.test\"]]");
        bodies.put("application/x-java-serialized-object", "\u00ac\u00ed\u0000\u0005");
        bodies.put("multipart/form-data; boundary=b", part.repeat(50));
        bodies.put("multipart/form-data", "no boundary");
        bodies.put("text/plain", "a=b");
        bodies.put("application/octet-stream", "\u0000\u0001");
        bodies.put("no/such;;type==", "x");
        bodies.forEach((type, body) -> {
            Answer answer = RelyingParty.send(HttpRequest.newBuilder(URI.create(server.url(path)))
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
            assertThat(answer.status()).as("%s %s", path, type).isBetween(400, 499);
            assertThat(answer.response().body()).doesNotContain("root:", "Exception");
        });
        assertThat(Rows.of(server)).isEqualTo(before);
    }

    @ParameterizedTest
    @DisplayName("RB-02: files where none is taken are refused by their announcement, before they are sent")
    @ValueSource(
            strings = {
                "/login",
                "/signup",
                "/account",
                "/oauth2/authorize",
                "/oauth2/token",
                "/oauth2/par",
                "/oauth2/jwks",
                "/oauth2/status-lists/0",
                "/userinfo",
                "/connect/register",
                "/api/accounts",
                "/api/admin/users",
                "/.well-known/openid-configuration",
                "/css/site.css",
                "/no-such-page"
            })
    void refuseFilesUnseen(String path) throws IOException {
        URI address = URI.create(server.url(path));
        String announcement = """
                POST %s HTTP/1.1\r
                Host: %s\r
                Authorization: DPoP x\r
                Content-Type: multipart/form-data; boundary=b\r
                Content-Length: 100000\r
                \r
                """.formatted(path, address.getAuthority());
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            connection.setSoTimeout(10_000); // fails the test if the server waits for what was announced
            connection.getOutputStream().write(announcement.getBytes(StandardCharsets.US_ASCII));
            String status = new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();

            assertThat(status)
                    .isEqualTo(
                            switch (path) {
                                case "/oauth2/token", "/oauth2/par" -> "HTTP/1.1 400 "; // in the words of OAuth
                                case "/oauth2/jwks" -> "HTTP/1.1 405 "; // nobody posts there
                                default -> "HTTP/1.1 415 ";
                            });
        }
    }

    @ParameterizedTest
    @DisplayName("RB-02: a giant form is a line in the log and no stack trace")
    @ValueSource(strings = {"/login", "/signup", "/oauth2/authorize", "/oauth2/token", "/connect/logout"})
    void tellOfGiantsInOneLine(String path) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try {
            Answer answer =
                    RelyingParty.postAnonymously(server, path, "client_id=" + "x".repeat(300_000) + "&continue=y");

            assertThat(answer.status()).isEqualTo(413);
        } finally {
            root.detachAppender(log);
        }
        assertThat(List.copyOf(log.list))
                .filteredOn(line -> line.getThreadName().contains("-exec-"))
                .allMatch(line -> line.getThrowableProxy() == null)
                .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
                .containsExactly("WARN Parameters that cannot be read, answered with 413");
    }

    @Test
    @DisplayName("RB-08: 1,500 tokens with something wrong, at every door that reads one")
    void makeNothingOfATokenThatWasTouched() {
        Random random = new Random(20261121);
        RelyingParty web = STORY.relyingParty(TestClient.WEB);
        Answer tokens = STORY.tokens(TestClient.WEB);
        String access = tokens.text("access_token");
        String identity = tokens.text("id_token");
        for (int i = 0; i < MUTATIONS; i++) {
            String token = mutated(i % 2 == 0 ? access : identity, random);
            Answer answer = switch (i % 6) {
                case 0 -> web.introspect(token);
                case 1 ->
                    RelyingParty.postAnonymously(
                            server,
                            "/oauth2/token",
                            RelyingParty.encode(Map.of(
                                    "grant_type", "client_credentials",
                                    "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                    "client_assertion", token)));
                case 2 -> web.userInfo(token.replaceAll("[^\\x21-\\x7e]", "."));
                case 3 ->
                    web.post(
                            "/oauth2/token",
                            Map.of("grant_type", "client_credentials", "scope", "notes:read"),
                            "DPoP",
                            token.replaceAll("[^\\x21-\\x7e]", "."));
                case 4 -> web.revoke(token);
                default ->
                    web.post(
                            "/oauth2/token",
                            Map.of(
                                    "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                                    "subject_token", token,
                                    "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"));
            };
            assertThat(answer.status()).as("%d %s", i % 6, token).isLessThan(500);
            if (answer.status() == 200 && i % 6 == 0) {
                assertThat(answer.body()).as(token).isEqualTo(Map.of("active", false));
            } else if (i % 6 != 4) {
                assertThat(answer.status()).as("%d %s", i % 6, token).isBetween(400, 499);
            }
        }
        assertThat(web.isActive(access)).as("the one that was not touched").isTrue();
    }

    /** Never the token itself: a signature has no spare bits that count, but its last character has. */
    private static String mutated(String token, Random random) {
        String[] parts = token.split("\\.");
        int which = random.nextInt(3);
        byte[] bytes = Base64URL.from(parts[which]).decode();
        switch (random.nextInt(7)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> bytes = ("[".repeat(2000) + "]".repeat(2000)).getBytes(StandardCharsets.UTF_8);
            case 3 ->
                bytes = "{\"alg\":\"none\",\"alg\":\"HS256\",\"exp\":1e999,\"zip\":\"DEF\",\"crit\":[\"x\"]}"
                        .getBytes(StandardCharsets.UTF_8);
            case 4 -> random.nextBytes(bytes);
            case 5 -> parts[random.nextInt(3)] = "";
            default -> parts[random.nextInt(3)] = "\u0000=%ff ".repeat(1 + random.nextInt(50));
        }
        if (!parts[which].isEmpty() && !parts[which].startsWith("\u0000")) {
            parts[which] = Base64URL.encode(bytes).toString();
        }
        List<String> all = new java.util.ArrayList<>(List.of(parts));
        if (random.nextInt(10) == 0) {
            all.add("x".repeat(random.nextInt(3000)));
        }
        String made = String.join(".", all);
        return made.equals(token) ? made + "x" : made;
    }
}
