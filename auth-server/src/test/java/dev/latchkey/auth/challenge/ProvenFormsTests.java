package dev.latchkey.auth.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.TestAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The forms that ask for a proof of work where the operator wants it, and that nothing changes where not. */
class ProvenFormsTests {

    private static final String PASSWORD = "treacle well and dormouse";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static AuthServer server;

    private final String name = "p" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        server = AuthServer.startedWith(
                "--latchkey.challenge.enabled=true",
                "--latchkey.challenge.difficulty=200",
                "--latchkey.challenge.after-failures-from-network=1000000",
                "--latchkey.challenge.without-script-per-network=0");
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void takesASignUpWithASolution() {
        Browser browser = new Browser(server).open("/signup");
        browser.submit("/signup", signUp(solution(browser)));

        assertThat(browser.at("/signup/verify")).isTrue();
    }

    @Test
    void refusesASignUpWithoutOneAndKeepsNothing() {
        Browser browser = new Browser(server).open("/signup");
        String spent = solution(browser);
        browser.submit("/signup", signUp(spent));
        Browser forgot = new Browser(server).open("/password/forgot");
        Rows before = Rows.of(server);

        for (String wrong : new String[] {"", "x", spent, solution(forgot)}) {
            browser.open("/signup").submit("/signup", signUp(wrong));
            assertThat(browser.page().statusCode()).isEqualTo(400);
            assertThat(browser.page().body())
                    .contains("no program is sending this", "value=\"" + name + "\"")
                    .doesNotContain(PASSWORD);
        }
        assertThat(Rows.of(server)).isEqualTo(before);

        // The page of the refusal has a new puzzle, so that the person can simply send it again.
        Map<String, String> again = new HashMap<>(signUp(solution(browser)));
        again.put("username", name + "-2");
        browser.submit("/signup", again);
        assertThat(browser.at("/signup/verify")).isTrue();
    }

    @Test
    void asksForOneWhereAPasswordIsForgotten() {
        Browser browser = new Browser(server).open("/password/forgot");
        String solution = solution(browser);
        Rows before = Rows.of(server);

        browser.submit("/password/forgot", Map.of("email", name + "@example.test", "altcha", ""));
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(Rows.of(server)).isEqualTo(before);

        browser.submit("/password/forgot", Map.of("email", name + "@example.test", "altcha", solution));
        assertThat(browser.at("/password/forgot/sent")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asksForOneAfterFailuresAtSignInWhetherTheNameIsKnownOrNot(boolean known) {
        String username = known ? new NewAccounts(server).withPassword().username() : name;
        Browser browser = new Browser(server).open("/login");
        assertThat(Puzzles.isOn(browser.page().body())).isFalse();

        browser.submit("/login", Map.of("username", username, "password", "wrong"));
        assertThat(browser.page().statusCode()).isEqualTo(401);
        assertThat(Puzzles.isOn(browser.page().body())).isFalse();
        browser.submit("/login", Map.of("username", username, "password", "wrong"));
        assertThat(browser.page().statusCode()).isEqualTo(401);

        String solution = solution(browser);
        browser.submit("/login", Map.of("username", username, "password", "wrong", "altcha", solution));
        assertThat(browser.page().statusCode()).isEqualTo(401);
        browser.submit("/login", Map.of("username", username, "password", "wrong", "altcha", solution));
        assertThat(browser.page().statusCode()).as("spent").isEqualTo(400);
    }

    @Test
    void looksAtNoPasswordWithoutOne() {
        TestAccount account = new NewAccounts(server).withPassword();
        Browser browser = new Browser(server).open("/login");
        for (int i = 0; i < 2; i++) {
            browser.submit("/login", Map.of("username", account.username(), "password", "wrong"));
        }
        Map<String, String> right = Map.of("username", account.username(), "password", account.password());

        Browser another = new Browser(server).open("/login").submit("/login", right);
        assertThat(another.page().statusCode()).isEqualTo(400);
        assertThat(another.open("/account").at("/login")).isTrue();

        Map<String, String> proven = new HashMap<>(right);
        proven.put("altcha", solution(browser));
        assertThat(browser.submit("/login", proven).open("/account").at("/account"))
                .isTrue();
    }

    @Test
    void asksNobodyInABrowserThatSignedInBeforeForWhatStrangersGuess() {
        TestAccount account = new NewAccounts(server).withPassword();
        Browser known = new Browser(server).signIn(account);
        List.copyOf(known.cookies().getCookieStore().getCookies()).stream()
                .filter(cookie -> cookie.getName().equals("latchkey-session"))
                .forEach(cookie -> known.cookies().getCookieStore().remove(null, cookie));
        for (int i = 0; i < 2; i++) {
            new Browser(server)
                    .open("/login")
                    .submit("/login", Map.of("username", account.username(), "password", "wrong"));
        }

        assertThat(known.signIn(account).open("/account").at("/account")).isTrue();
    }

    @Test
    void asksProgramsToo() throws Exception {
        Map<String, String> body = new HashMap<>(
                Map.of("username", name, "email", name + "@example.test", "name", "Someone", "password", PASSWORD));
        Rows before = Rows.of(server);
        HttpResponse<String> refused = post(body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"altcha\"", "\"unsolved\"");
        assertThat(Rows.of(server)).isEqualTo(before);

        Challenge challenge = JSON.readValue(get("/api/accounts/challenge").body(), Challenge.class);
        body.put("altcha", Puzzles.solve(challenge));
        assertThat(post(body).statusCode()).isEqualTo(201);
    }

    @Test
    void saysWhatToDoWithoutScripts() {
        Browser browser = new Browser(server).open("/signup");
        assertThat(browser.page().body())
                .contains("<noscript>", "name=\"unsolved\"", "Wait half a minute")
                .doesNotContain("<script>");
        assertThat(browser.page().body().split("data-challenge-status")).hasSize(2);
    }

    @Test
    void changesNothingWhereItIsOff() {
        AuthServer off = AuthServer.running();
        for (String page : new String[] {"/signup", "/password/forgot", "/login"}) {
            assertThat(new Browser(off).open(page).page().body()).doesNotContain("challenge", "altcha", "noscript");
        }
        Browser browser = new Browser(off).open("/login");
        for (int i = 0; i < 3; i++) {
            browser.submit("/login", Map.of("username", name, "password", "wrong"));
            assertThat(browser.page().statusCode()).isEqualTo(401);
            assertThat(Puzzles.isOn(browser.page().body())).isFalse();
        }
        browser.open("/signup").submit("/signup", signUp(""));
        assertThat(browser.at("/signup/verify")).isTrue();
        off.mailbox().awaitTo(name + "@example.test");
        assertThat(browser.open("/api/accounts/challenge").page().statusCode()).isEqualTo(404);
    }

    private static String solution(Browser browser) {
        return Puzzles.solve(Puzzles.on(browser.page().body()));
    }

    private Map<String, String> signUp(String solution) {
        return Map.of(
                "username", name,
                "email", name + "@example.test",
                "name", "Someone",
                "password", PASSWORD,
                "passwordConfirmation", PASSWORD,
                "altcha", solution);
    }

    private static HttpResponse<String> post(Map<String, String> body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.url("/api/accounts")))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.url(path))));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
