package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.endpoint.EveryRouteTests.Probe;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestDatabase;
import dev.latchkey.auth.testing.TestKeys;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Production, with a database and an https issuer, behind a proxy that ends TLS: what differs from the server of the other tests. */
class BehindTlsTests {

    private static final HttpClient PROXY = HttpClient.newHttpClient();
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private static AuthServer server;

    private final Map<String, String> cookies = new TreeMap<>();
    private final List<String> set = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = AuthServer.startedWith(
                "--latchkey.issuer=https://localhost:{port}",
                "--latchkey.trusted-proxies=127.0.0.1,::1",
                "--latchkey.secret-keys=" + TestKeys.random("tls"),
                "--latchkey.mail.from=no-reply@example.test",
                "--spring.datasource.url=" + TestDatabase.createDatabase(),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--server.tomcat.connection-timeout=1s",
                "--management.server.port=0");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    @DisplayName("HD-01: every answer promises https for two years, subdomains included")
    void promisesHttpsOnEveryAnswer() throws Exception {
        List<Probe> probes = new ArrayList<>();
        for (String path : EveryRouteTests.paths(server)) {
            probes.add(new Probe("GET", path, exchange("GET", path, Map.of())));
            probes.add(new Probe("POST", path, exchange("POST", path, Map.of("a", "b"))));
            probes.add(new Probe("DELETE", path, exchange("DELETE", path, Map.of())));
        }

        assertThat(probes).hasSizeGreaterThan(300).allSatisfy(probe -> {
            EveryRouteTests.isSafe(probe);
            assertThat(probe.headers().get("strict-transport-security"))
                    .as(probe.toString())
                    .isEqualTo("max-age=63072000; includeSubDomains");
        });
        assertThat(probes.stream().map(probe -> probe.response().statusCode()))
                .contains(200, 303, 400, 401, 403, 404, 405);
        assertThat(set).isNotEmpty().allSatisfy(BehindTlsTests::isConfined);
    }

    @Test
    @DisplayName("LG-18: each cookie of a sign-in belongs to this host, to https and to no script, and says nothing")
    void confinesItsCookies() throws Exception {
        TestAccount account = new NewAccounts(server).withTotp();

        submit("/login", "/login", Map.of("username", account.username(), "password", account.password()));
        HttpResponse<String> signedIn =
                submit("/mfa/totp", "/mfa/totp", Map.of("code", account.nextCode(), "trust", "true"));

        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(exchange("GET", "/account", Map.of()).statusCode()).isEqualTo(200);
        assertThat(cookies.keySet())
                .contains("__Host-latchkey-csrf", "__Host-latchkey-session", "__Host-latchkey-device")
                .anyMatch(name -> name.startsWith("__Host-latchkey-trusted-"));
        assertThat(set).allSatisfy(BehindTlsTests::isConfined);
        assertThat(set).noneMatch(cookie -> cookie.contains(account.username()) || cookie.contains("."));
    }

    @Test
    @DisplayName("LG-38: the token of a page is worth nothing without the cookie of that page")
    void takesNoFormWithoutTheCookieOfItsPage() throws Exception {
        HttpResponse<String> page = exchange("GET", "/login", Map.of());
        cookies.put("latchkey-csrf", cookies.remove("__Host-latchkey-csrf"));

        assertThat(exchange("POST", "/login", Map.of("_csrf", token(page), "username", "a", "password", "b"))
                        .statusCode())
                .as("a cookie that a subdomain or plain HTTP could have set")
                .isEqualTo(403);
    }

    @ParameterizedTest
    @DisplayName("RB-03: who begins to send and falls silent is cut off")
    @ValueSource(
            strings = {
                "POST /login HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
                "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 1000\r\n\r\nusername=a",
                "G"
            })
    void cutsOffWhoFallsSilent(String beginning) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(server.issuer()).getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));

            // Returns when the server has closed: the other end never does.
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).doesNotContain("HTTP/1.1 2", "HTTP/1.1 3", "HTTP/1.1 5");
        }
    }

    private static void isConfined(String cookie) {
        assertThat(cookie)
                .startsWith("__Host-latchkey-")
                .contains("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=")
                .doesNotContain("SameSite=None", "Domain=")
                .hasSizeLessThan(4096);
    }

    private HttpResponse<String> submit(String page, String path, Map<String, String> fields) throws Exception {
        Map<String, String> form = new TreeMap<>(fields);
        form.put("_csrf", token(exchange("GET", page, Map.of())));
        return exchange("POST", path, form);
    }

    private static String token(HttpResponse<String> page) {
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).as("%s %s", page.statusCode(), page.body()).isTrue();
        return token.group(1);
    }

    /** What the proxy passes on: plain HTTP, and the word that it was https. Cookies as a browser over https would send them. */
    private HttpResponse<String> exchange(String method, String path, Map<String, String> form)
            throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Accept", "text/html")
                .header("X-Forwarded-Proto", "https")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> response = PROXY.send(request.build(), HttpResponse.BodyHandlers.ofString());
        response.headers().allValues("Set-Cookie").forEach(this::keep);
        return response;
    }

    private void keep(String header) {
        set.add(header);
        HttpCookie cookie = HttpCookie.parse(header).get(0);
        if (cookie.getMaxAge() == 0) {
            cookies.remove(cookie.getName());
        } else {
            cookies.put(cookie.getName(), cookie.getValue());
        }
    }
}
