package dev.latchkey.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class LoginTests {

    private static final String COOKIE = "latchkey-session";

    static final List<String> HOSTILE = List.of(
            "' or 1=1 --",
            "\u0000",
            "a\u0000b",
            "${7919*7919}",
            "*{T(java.lang.Runtime)}",
            "#{login.title}",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "${jndi:ldap://evil.test/a}",
            "%n%s%x",
            "bob\r\nSet-Cookie: a=b",
            "\u202Ebob",
            "bob\u200B",
            "\uD800",
            "@",
            "@@",
            "a@b@c",
            "bob@" + "x".repeat(5000),
            "x".repeat(200_000),
            "🔥".repeat(500),
            "xn--a@xn--.test",
            "  ");

    static final List<String> ELSEWHERE = List.of(
            "//evil.test",
            "/\\evil.test",
            "https:evil.test",
            "https://evil.test/",
            "/%09/evil.test",
            "\\\\evil.test",
            "///evil.test",
            "javascript:alert(1)",
            "http:///evil.test",
            "/account@evil.test",
            "%2f%2fevil.test",
            "\t//evil.test");

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @Test
    void answersEveryRefusalAlike() {
        TestAccount known = people.withPassword();
        TestAccount disabled = people.withPassword();
        change(disabled, "enabled = false");
        TestAccount withoutPassword = people.withPassword();
        change(withoutPassword, "password_hash = null");
        String unknown = "nobody-of-this-name";

        Answer expected = refusal(unknown, "a wrong password");
        assertThat(expected.status()).isEqualTo(401);
        assertThat(refusal(known.username(), "a wrong password")).isEqualTo(expected);
        assertThat(refusal(known.username() + "@example.test", "a wrong password"))
                .isEqualTo(expected);
        assertThat(refusal(known.username(), "")).isEqualTo(expected);
        assertThat(refusal(disabled.username(), disabled.password())).isEqualTo(expected);
        assertThat(refusal(withoutPassword.username(), withoutPassword.password()))
                .isEqualTo(expected);
    }

    @Test
    void doesNotTellWhetherAnAddressWasVerified() {
        TestAccount unverified = people.withPassword();
        change(unverified, "email_verified = false");
        assertThat(refusal(unverified.username(), "a wrong password"))
                .isEqualTo(refusal("nobody-of-that-name", "a wrong password"));
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void refusesHostileInputLikeAnyOther(String input) {
        for (Map<String, String> form : List.of(
                Map.of("username", input, "password", "x"),
                Map.of("username", "nobody-" + UUID.randomUUID(), "password", input))) {
            Browser browser = story.browser().open("/login").submit("/login", form);
            assertThat(browser.page().statusCode()).isEqualTo(401);
            assertThat(browser.page().body())
                    .doesNotContain("<script>alert", "<img src=x", "62710561", "Exception")
                    .contains("id=\"problem\"");
        }
    }

    @Test
    void readsNoListsAndNoBodiesOfMegabytes() {
        Browser browser = story.browser().open("/login");
        String token = browser.hiddenField("_csrf");
        browser.postRaw("/login", Map.of("_csrf", token, "username[]", "bob", "password[]", "x"));
        assertThat(browser.page().statusCode()).isEqualTo(401);
        browser.postRaw("/login", Map.of("_csrf", token, "username", "bob", "password", "x".repeat(1 << 20)));
        assertThat(browser.page().statusCode()).isBetween(400, 499);
    }

    @Test
    void changesTheSessionsSecretWithEachFactor() {
        TestAccount account = people.withTotp();
        Browser browser = story.browser().open("/login");
        assertThat(browser.cookie(COOKIE)).isEmpty();
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        String afterPassword = browser.cookie(COOKIE);
        browser.submit("/mfa/totp", Map.of("code", account.nextCode()));
        String afterTotp = browser.cookie(COOKIE);
        assertThat(afterPassword).hasSize(43).isNotEqualTo(afterTotp);

        Browser thief = withCookie(afterPassword);
        assertThat(thief.open("/account").at("/login")).isTrue();
        assertThat(browser.open("/account").at("/account")).isTrue();
    }

    @Test
    void ignoresASecretThatWasPlanted() {
        TestAccount account = people.withPassword();
        String planted = "A".repeat(43);
        Browser browser = withCookie(planted);
        browser.open("/login").submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.open("/account").at("/account")).isTrue();
        assertThat(browser.cookie(COOKIE)).isNotEqualTo(planted);
        assertThat(withCookie(planted).open("/account").at("/login")).isTrue();
    }

    @Test
    void leavesNothingToTheOwnerOfASessionThatWasPlanted() {
        TestAccount mallory = people.withPassword();
        TestAccount victim = people.withPassword();
        String planted = story.browserOf(mallory).cookie(COOKIE);
        Browser browser = withCookie(planted);
        browser.open("/login").submit("/login", Map.of("username", victim.username(), "password", victim.password()));
        assertThat(browser.open("/account").page().body()).contains(victim.username() + "@example.test");
        assertThat(withCookie(planted).open("/account").at("/login")).isTrue();
    }

    @Test
    void refusesASignInThatAnotherSiteSends() {
        Map<String, String> credentials = Map.of("username", "bob", "password", TestAccount.BOB.password());
        assertThat(story.browser().postRaw("/login", credentials).page().statusCode())
                .isEqualTo(403);
        Browser withForeignToken = story.browser().open("/login");
        String foreign = story.browser().open("/login").hiddenField("_csrf");
        assertThat(withForeignToken
                        .submit("/login", Map.of("username", "bob", "password", "x", "_csrf", foreign))
                        .page()
                        .statusCode())
                .isEqualTo(403);
        assertThat(withForeignToken.cookie(COOKIE)).isEmpty();
        Browser withoutToken = story.browser().open("/login").submitWithout("_csrf", "/login", credentials);
        assertThat(withoutToken.page().statusCode()).isEqualTo(403);
    }

    @Test
    void setsCookiesThatScriptsAndOtherSitesDoNotGet() {
        Browser browser = story.browser();
        List<String> cookies = browser.openWithoutFollowing("/login").headers().allValues("Set-Cookie");
        assertThat(cookies).isNotEmpty().allSatisfy(LoginTests::isGuarded);
        TestAccount account = people.withPassword();
        browser.submitWithoutFollowing(
                "/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(browser.page().headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith(COOKIE + "="))
                .allSatisfy(LoginTests::isGuarded);
    }

    @Test
    void keepsNothingForAVisitor() {
        long before = sessions();
        Browser browser = story.browser().open("/login");
        browser.open("/account");
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        browser.submit("/login", Map.of("username", "nobody-here", "password", "x"));
        assertThat(sessions()).isEqualTo(before);
        assertThat(browser.cookie(COOKIE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sweep")
    void leadsNobodyElsewhere(String path, String parameter, String payload) {
        String url = path + "?" + parameter + "=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
        assertStaysHere(SignedIn.BROWSER.openWithoutFollowing(url));
    }

    /** One for the whole sweep. */
    private static final class SignedIn {
        static final Browser BROWSER = new Story().browserOf(TestAccount.BOB);
    }

    static Stream<Arguments> sweep() {
        List<String> parameters =
                List.of("continue", "next", "returnTo", "redirect", "redirect_uri", "url", "target", "RelayState");
        return Stream.of("/login", "/mfa/totp", "/logout/done", "/oauth2/authorize/resume", "/error")
                .flatMap(path -> parameters.stream()
                        .flatMap(parameter ->
                                ELSEWHERE.stream().map(payload -> Arguments.of(path, parameter, payload))));
    }

    @ParameterizedTest
    @FieldSource("ELSEWHERE")
    void goesToTheAccountPageAfterASignInWithAForeignContinuation(String payload) {
        Browser browser = story.browser().open("/login");
        browser.submitWithoutFollowing(
                "/login", Map.of("username", "bob", "password", TestAccount.BOB.password(), "continue", payload));
        assertThat(browser.leftFor().getPath()).isEqualTo("/account");
        assertStaysHere(browser.page());
    }

    @Test
    void goesOnOnlyWhereItWasSigned() {
        Browser browser = story.browser().open("/account?a=b");
        String signed = browser.hiddenField("continue");
        String[] parts = signed.split("\\.");
        String other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((Long.MAX_VALUE / 2 + " /evil").getBytes(StandardCharsets.UTF_8));
        for (String tampered : List.of(
                other + "." + parts[1],
                parts[0] + ".",
                parts[0],
                "." + parts[1],
                parts[0] + "." + parts[1] + "AAAA",
                signed.substring(1))) {
            Browser next = story.browser().open("/login");
            next.submitWithoutFollowing(
                    "/login", Map.of("username", "bob", "password", TestAccount.BOB.password(), "continue", tampered));
            assertThat(next.leftFor().toString()).endsWith("/account");
        }
        browser.submitWithoutFollowing("/login", Map.of("username", "bob", "password", TestAccount.BOB.password()));
        assertThat(browser.leftFor().toString()).endsWith("/account?a=b");
    }

    @Test
    void showsAPageForWhatComesBackMalformed() {
        String malformed = new AuthorizationRequest(TestClient.WEB).url() + "&login_hint=a%2Bb%40c";
        assertThat(story.browser().open(malformed).hiddenField("username")).isEqualTo("a+b@c");
        assertThat(story.browser().open("/account?client_id=web").page().body()).doesNotContain("<bdi>Web</bdi>");
    }

    @Test
    void replacesTheSessionOfAnotherAccount() {
        TestAccount first = people.withPassword();
        TestAccount second = people.withPassword();
        Browser browser = story.browserOf(first);
        String secret = browser.cookie(COOKIE);
        browser.signIn(second);
        assertThat(browser.open("/account").page().body()).contains(second.username() + "@example.test");
        assertThat(withCookie(secret).open("/account").at("/login")).isTrue();
        assertThat(story.server()
                        .database()
                        .sql("select ended_because from browser_session where account_id = :id")
                        .param("id", people.idOf(first))
                        .query(String.class)
                        .list())
                .containsExactly("REPLACED_BY_ANOTHER_ACCOUNT");
    }

    @ParameterizedTest
    @FieldSource("FRESH")
    void asksOnceForAFreshSignIn(Map<String, String> demand) {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account);
        AuthorizationRequest request = new AuthorizationRequest(TestClient.WEB);
        demand.forEach(request::with);
        browser.open(request.url());
        assertThat(browser.at("/login")).isTrue();
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(Redirect.of(browser.leftFor()).code()).isNotEmpty();
    }

    static final List<Map<String, String>> FRESH = List.of(Map.of("prompt", "login"), Map.of("max_age", "0"));

    /** What can be told of an answer from outside, apart from what is random or was typed. */
    record Answer(int status, String body, Map<String, List<String>> headers) {}

    private Answer refusal(String username, String password) {
        Browser browser = story.browser().open("/login");
        browser.submit("/login", Map.of("username", username, "password", password));
        HttpResponse<String> page = browser.page();
        Map<String, List<String>> headers = new TreeMap<>(page.headers().map());
        headers.remove("date");
        headers.remove("x-correlation-id");
        headers.remove("x-request-id");
        headers.replaceAll((name, values) -> values.stream()
                .map(value -> value.replaceAll("nonce-[^']*", "nonce")
                        .replaceAll("^(latchkey-csrf)=[^;]*", "$1")
                        .replaceAll("^[0-9]+$", "n"))
                .toList());
        String body = page.body()
                .replace(username, "(typed)")
                .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "")
                .replaceAll("nonce=\"[^\"]*\"", "")
                .replaceAll("\\b[0-9a-f]{16}\\b", "(reference)");
        return new Answer(page.statusCode(), body, headers);
    }

    private Browser withCookie(String secret) {
        Browser browser = story.browser();
        HttpCookie cookie = new HttpCookie(COOKIE, secret);
        cookie.setPath("/");
        cookie.setDomain("localhost.local"); // as the client calls it
        cookie.setVersion(0);
        browser.cookies().getCookieStore().add(URI.create(story.server().issuer()), cookie);
        return browser;
    }

    private void assertStaysHere(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isLessThan(500);
        answer.headers()
                .firstValue("Location")
                .ifPresent(location -> assertThat(story.server().issuer())
                        .endsWith(answer.uri().resolve(location).getAuthority()));
        assertThat(answer.body()).doesNotContain("http-equiv=\"refresh\"").doesNotContainPattern("action=\"[^/]");
        assertThat(answer.body()).doesNotContainPattern("(href|action|src)=\"(//|/\\\\|javascript:|https?:)[^\"]*evil");
    }

    private static void isGuarded(String cookie) {
        assertThat(cookie).contains("HttpOnly", "SameSite=").contains("Path=/").doesNotContain("Domain");
        assertThat(cookie.length()).isLessThan(4096);
    }

    private long sessions() {
        return story.server()
                .database()
                .sql("select count(*) from browser_session")
                .query(Long.class)
                .single();
    }

    private void change(TestAccount account, String change) {
        story.server()
                .database()
                .sql("update account set " + change + " where username = :name")
                .param("name", account.username())
                .update();
    }
}
