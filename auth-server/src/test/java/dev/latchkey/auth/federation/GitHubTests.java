package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.OutsideWorld;
import dev.latchkey.auth.testing.Story;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;

/** GitHub, by a stub that answers as its REST API documents it. */
class GitHubTests {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String EMAIL = "{\"email\":\"%s\",\"primary\":%s,\"verified\":%s,\"visibility\":null}";

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final String name = "github-" + COUNT.incrementAndGet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer http;
    private volatile String token =
            "{\"access_token\":\"gho_x\",\"token_type\":\"bearer\",\"scope\":\"read:user,user:email\"}";
    private volatile String user = "";
    private volatile String emails = "[]";
    private final Map<String, Odd> odds = new ConcurrentHashMap<>();

    /** What it answers to a path instead. */
    private record Odd(int status, Map<String, String> headers) {}

    @BeforeEach
    void start() throws Exception {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/login/oauth/access_token", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            OutsideWorld.send(exchange, 200, "application/json; charset=utf-8", token);
        });
        http.createContext("/api/v3/user", exchange -> answer(exchange, user));
        http.createContext("/api/v3/user/emails", exchange -> answer(exchange, emails));
        http.createContext("/api/v3/meta", exchange -> answer(exchange, "{}"));
        http.start();
        server.bean(Providers.class)
                .add(
                        new Provider(
                                UUID.randomUUID(),
                                name,
                                "GitHub",
                                ProviderKind.GITHUB,
                                "http://localhost:" + http.getAddress().getPort(),
                                "client",
                                List.of("read:user", "user:email"),
                                "login",
                                "name",
                                List.of(),
                                AccountCreation.OPEN,
                                true,
                                Set.of(),
                                true,
                                true,
                                false,
                                0),
                        "github secret");
    }

    @AfterEach
    void stop() {
        http.stop(0);
        Providers providers = server.bean(Providers.class);
        providers.change(providers.byName(name).orElseThrow().switched(false), null);
    }

    @Test
    @DisplayName("FD-06: knows people by their number, whatever they and their address are called by now")
    void knowsPeopleByNumber() {
        user(9_000_000_000_001L, "octo-" + name, null);
        emails = "[" + EMAIL.formatted(name + "@noreply.test", false, true) + ","
                + EMAIL.formatted(name + "@example.test", true, true) + "]";
        Browser browser = arrive();
        assertThat(browser.page().body()).contains(name + "@example.test").doesNotContain("noreply");
        browser.submit("/signup/federated", Map.of("username", "octo-" + name, "name", "Octo"));
        assertThat(browser.open("/account").at("/account")).isTrue();
        assertThat(asked.get(0)).contains("code_verifier=", "client_secret=github+secret");

        user(9_000_000_000_001L, "renamed-" + name, "bob@example.test");
        emails = "[" + EMAIL.formatted("bob@example.test", true, true) + "]";
        Browser again = arrive();
        assertThat(again.open("/account/profile").page().body()).contains("octo-" + name);

        user(9_000_000_000_002L, "octo-" + name, null);
        Browser whoTookTheName = arrive();
        assertThat(whoTookTheName.open("/account").at("/login"))
                .as("the name was given to somebody else")
                .isTrue();
    }

    @Test
    @DisplayName("FD-03: believes the primary address of the list if it is verified, and no other")
    void believesOnlyTheVerifiedPrimaryAddress() {
        String address = name + "@example.test";
        user(7, "x", address);
        for (String list : List.of(
                "[]",
                "[" + EMAIL.formatted(address, true, false) + "]",
                "[" + EMAIL.formatted(address, false, true) + "]",
                "[" + EMAIL.formatted(address, "\"true\"", "\"true\"") + "]",
                "[" + EMAIL.formatted(address, false, true) + "," + EMAIL.formatted("o@example.test", true, false)
                        + "]")) {
            emails = list;
            Browser browser = arrive();
            assertThat(browser.at("/signup/federated")).as(list).isTrue();
            assertThat(browser.page().body()).as(list).doesNotContain("name=\"username\"");
        }
    }

    @Test
    void refusesWhoHasNoNumber() {
        for (String odd : List.of("{\"login\":\"x\"}", "{\"id\":\"7\"}", "{\"id\":7.5}", "{\"id\":null}")) {
            user = odd;
            assertThat(arrive().page().statusCode()).as(odd).isEqualTo(401);
        }
    }

    /** Its documentation on rate limits: 403 or 429, with {@code retry-after} or {@code x-ratelimit-remaining: 0}. */
    @Test
    void asksForPatienceWhenGitHubDoes() {
        user(8, "x", null);
        for (String path : List.of("/user", "/user/emails")) {
            for (Odd odd : List.of(
                    new Odd(403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1893456000")),
                    new Odd(403, Map.of("Retry-After", "60")),
                    new Odd(429, Map.of("Retry-After", "60")),
                    new Odd(429, Map.of()),
                    new Odd(500, Map.of()),
                    new Odd(502, Map.of()))) {
                odds.put(path, odd);
                Browser browser = arrive();
                assertThat(browser.page().statusCode()).as(path + odd).isEqualTo(503);
                assertThat(browser.page().body()).as(path + odd).contains("Try again", "Sign in another way");
                assertThat(browser.open("/account").at("/login")).as(path + odd).isTrue();
            }
            odds.clear();
        }
    }

    @Test
    void takesARefusalForARefusal() {
        user(8, "x", null);
        for (Odd odd : List.of(
                new Odd(403, Map.of("X-RateLimit-Remaining", "4999")),
                new Odd(401, Map.of()),
                new Odd(404, Map.of()))) {
            odds.put("/user", odd);
            Browser browser = arrive();
            assertThat(browser.page().statusCode()).as(odd.toString()).isEqualTo(401);
            assertThat(browser.page().body()).contains("Sign in another way").doesNotContain("Try again");
        }
    }

    /** An app of GitHub's newer kind can lack the permission for addresses. */
    @Test
    void letsInWhoseAddressesItDoesNotShow() {
        user(9_100_000_000_001L, "seen-" + name, null);
        emails = "[" + EMAIL.formatted(name + "@example.test", true, true) + "]";
        arrive().submit("/signup/federated", Map.of("username", "seen-" + name, "name", "Seen"));
        for (int status : new int[] {403, 404}) {
            odds.put("/user/emails", new Odd(status, Map.of("X-RateLimit-Remaining", "4999")));
            user(9_100_000_000_001L, "seen-" + name, null);
            assertThat(arrive().open("/account/profile").page().body()).contains("seen-" + name);
            user(9_100_000_000_002L + status, "new", "public-" + name + "@example.test");
            assertThat(arrive().page().body())
                    .as("the address of the public profile is none")
                    .contains("confirm an e-mail address")
                    .doesNotContain("name=\"username\"");
        }
    }

    @Test
    void takesTheAddressThatIsPrimaryNow() {
        user(9_200_000_000_001L, "mover-" + name, null);
        emails = "[" + EMAIL.formatted(name + "@example.test", true, true) + "]";
        arrive().submit("/signup/federated", Map.of("username", "mover-" + name, "name", "Mover"));
        emails = "[" + EMAIL.formatted(name + "@example.test", false, true) + ","
                + EMAIL.formatted(name + "-new@example.test", true, true) + "]";

        Browser browser = arrive();

        assertThat(browser.open("/account/identities").page().body()).contains(name + "-new@example.test");
        assertThat(browser.open("/account/profile").page().body())
                .as("the account keeps the address that it has")
                .doesNotContain(name + "-new@example.test");
    }

    @Test
    void seesAnErrorThatIsAnsweredWith200() {
        token = "{\"error\":\"bad_verification_code\",\"error_description\":\"expired\"}";
        assertThat(arrive().page().statusCode()).isEqualTo(401);
    }

    private Browser arrive() {
        Browser browser = story.browser().open("/login").submit("/login/federated/" + name, Map.of());
        String address = StubProvider.address(browser);
        assertThat(address)
                .contains("/login/oauth/authorize?", "code_challenge_method=S256", "scope=read%3Auser%20user%3Aemail");
        String state = UriComponentsBuilder.fromUriString(address)
                .build()
                .getQueryParams()
                .getFirst("state");
        return browser.open("/login/federated/" + name + "/callback?code=c&state=" + state);
    }

    private void user(long id, String login, @Nullable String publicEmail) {
        user = "{\"id\":" + id + ",\"login\":\"" + login + "\",\"name\":null,\"email\":"
                + (publicEmail == null ? "null" : "\"" + publicEmail + "\"") + "}";
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        String path = exchange.getRequestURI().getPath().replace("/api/v3", "");
        Odd odd = odds.getOrDefault(path, new Odd(200, Map.of("X-RateLimit-Remaining", "0")));
        odd.headers().forEach(exchange.getResponseHeaders()::set);
        OutsideWorld.send(exchange, odd.status(), "application/json; charset=utf-8", body);
    }
}
