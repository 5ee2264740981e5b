package dev.latchkey.auth.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * HD-01 to HD-04, HD-09, O4 to O6: every route there is, taken from the route table so that none can be forgotten, asked by
 * somebody who is nobody, by somebody signed in, with the wrong method and with nonsense. Behind TLS: BehindTlsTests.
 */
class EveryRouteTests {

    private static final Map<String, String> ALWAYS = Map.of(
            "x-content-type-options", "nosniff",
            "x-frame-options", "DENY",
            "referrer-policy", "no-referrer",
            "cross-origin-opener-policy", "same-origin");

    /** Served by filters, not by handlers. */
    private static final List<String> FILTERS = List.of(
            "/oauth2/token",
            "/oauth2/introspect",
            "/oauth2/revoke",
            "/oauth2/jwks",
            "/there-is-no-such-page",
            "/robots.txt");

    /** What anybody may keep: keys, metadata, files. */
    private static final Set<String> KEPT = Set.of("public, max-age=300", "max-age=600, public", "no-cache");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final AuthServer server = AuthServer.running();

    record Probe(String method, String path, HttpResponse<String> response) {

        Map<String, String> headers() {
            Map<String, String> headers = new TreeMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(" AND ", values)));
            return headers;
        }

        @Override
        public String toString() {
            return method + " " + path + " -> " + response.statusCode();
        }
    }

    @Test
    void answersNobodyWithAllHeadersAndNoFailureAndStoresNothing() {
        Rows before = Rows.of(server);
        List<Probe> probes = new ArrayList<>();
        for (String path : paths()) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "PROPFIND")) {
                probes.add(probe(method, path, ""));
            }
            probes.add(probe("GET", path + "?%00=%ff&page=-1&size=1e309&after=x&continue=x&lang=xx", ""));
            probes.add(probe("POST", path, "a=" + "b".repeat(5000) + "&_csrf=x&session=x&id=%27"));
        }
        assertThat(probes).hasSizeGreaterThan(400).allSatisfy(EveryRouteTests::isSafe);
        assertThat(probes.stream().map(probe -> probe.headers().get("content-security-policy")))
                .as("each answer has a nonce of its own")
                .doesNotHaveDuplicates();
        assertThat(probes.stream().map(probe -> probe.response().statusCode()))
                .contains(200, 303, 400, 401, 403, 404, 405);
        assertThat(Rows.of(server)).as("RB-09, RB-15, RB-16").isEqualTo(before);
    }

    @Test
    void answersSomebodySignedInWithAllHeadersAndNoFailure() {
        Story story = new Story();
        for (TestAccount account : List.of(story.newAccounts().withPassword())) {
            Browser browser = story.browserOf(account);
            List<Probe> probes = new ArrayList<>();
            for (String path : paths()) {
                if (!path.equals("/connect/logout")) {
                    probes.add(new Probe("GET", path, browser.openWithoutFollowing(path)));
                    probes.add(new Probe("DELETE", path, browser.sendWithoutFollowing("DELETE", path)));
                }
            }
            assertThat(probes).hasSizeGreaterThan(40).allSatisfy(EveryRouteTests::isSafe);
            assertThat(browser.open("/account").at("/account")).isTrue();
        }
    }

    /** HD-04. Only what is published to everybody may be kept. */
    @Test
    void forbidsToKeepWhatIsAboutSomebody() {
        for (String path : paths()) {
            Probe probe = probe("GET", path, "");
            boolean published = path.startsWith("/.well-known/")
                    || path.equals("/oauth2/jwks")
                    || path.equals("/api/admin/openapi.json")
                    || isFile(path);
            String caching = probe.headers().get("cache-control");
            if (published && probe.response().statusCode() < 400) {
                assertThat(KEPT).as("%s: %s", probe, caching).contains(caching);
            } else {
                assertThat(caching).as(probe.toString()).isEqualTo("no-store");
            }
        }
    }

    /** RFC 6797 §7.2; that it is promised over https is in BehindTlsTests. */
    @Test
    void promisesNoHttpsOverPlainHttp() {
        for (String path : paths()) {
            assertThat(probe("GET", path, "").headers()).as(path).doesNotContainKey("strict-transport-security");
        }
    }

    /** HD-09: neither known by the server nor by Java's client. */
    @Test
    void refusesMethodsThatNobodyNeeds() {
        for (String method : List.of("TRACE", "TRACK", "DEBUG", "LOCK")) {
            for (String path : List.of("/login", "/account", "/oauth2/token", "/oauth2/jwks", "/userinfo")) {
                assertThat(status(method, path)).as(method + " " + path).isBetween(400, 499);
            }
        }
        assertThat(status("TRACE", "/login")).isEqualTo(405);
        // The container answers this one before anything of ours: it is no proxy (RFC 9110 §9.3.6).
        assertThat(status("CONNECT", "/login")).isEqualTo(501);
    }

    static void isSafe(Probe probe) {
        Map<String, String> headers = probe.headers();
        assertThat(probe.response().statusCode()).as(probe.toString()).isLessThan(500);
        assertThat(headers).as(probe.toString()).containsAllEntriesOf(ALWAYS);
        assertThat(headers.get("cross-origin-resource-policy"))
                .as(probe.toString())
                .isIn("same-origin", "cross-origin");
        assertThat(headers.get("content-security-policy"))
                .as(probe.toString())
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'")
                .contains("script-src 'nonce-")
                .doesNotContain("unsafe", "*");
        assertThat(headers.get("permissions-policy")).as(probe.toString()).contains("camera=()");
        assertThat(headers).as(probe.toString()).containsKey("x-correlation-id");
        assertThat(headers).as(probe.toString()).doesNotContainKeys("server", "x-powered-by", "x-xss-protection");
        assertThat(headers.getOrDefault("set-cookie", "")).as(probe.toString()).doesNotContain("JSESSIONID");
        assertThat(probe.response().body())
                .as(probe.toString())
                .doesNotContain("Exception", "at dev.latchkey", "org.springframework", "java.lang.", "SQLException");
    }

    private Set<String> paths() {
        return paths(server);
    }

    /** Every path of the route table, with something in the place of its variables. */
    static Set<String> paths(AuthServer server) {
        Set<String> paths = new TreeSet<>(FILTERS);
        server.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .flatMap(EveryRouteTests::filledIn)
                        .forEach(paths::add));
        assertThat(paths).hasSizeGreaterThan(20).contains("/login", "/account/sessions/end");
        return paths;
    }

    private static Stream<String> filledIn(String pattern) {
        String withoutWildcards = pattern.replaceAll("/?\\*\\*?$", "/x");
        return pattern.contains("{")
                ? Stream.of("x", "00000000-0000-0000-0000-000000000000")
                        .map(value -> withoutWildcards.replaceAll("\\{[^/]*}", value))
                : Stream.of(withoutWildcards);
    }

    private static boolean isFile(String path) {
        return path.equals("/robots.txt") || path.startsWith("/css/") || path.startsWith("/js/");
    }

    private Probe probe(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Accept", "text/html")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        try {
            return new Probe(method, path, HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** By hand: Java's client refuses to send these. */
    private int status(String method, String path) {
        URI issuer = URI.create(server.issuer());
        try (Socket socket = new Socket("localhost", issuer.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: localhost:" + issuer.getPort()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return Integer.parseInt(line.split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
