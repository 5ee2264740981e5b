package dev.latchkey.auth.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.Authenticator;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in with a passkey alone. */
class PasskeySignInTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int RUNNERS = 50;

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final PasskeyPages pages = new PasskeyPages(story);

    @Test
    void signsInWithoutANameAndWithoutAPassword() {
        Authenticator authenticator = authenticator();
        TestAccount account = people.withTotp();
        pages.registered(account, authenticator);

        Browser browser = pages.signIn(story.browser(), authenticator);

        assertThat(browser.at("/account")).as("nothing is asked for besides").isTrue();
        assertThat(browser.page().body()).contains(account.username());
    }

    @Test
    void goesOnWhereTheSignInWasAskedForAndTellsHowItWasDone() throws Exception {
        Authenticator authenticator = authenticator();
        pages.registered(people.withPassword(), authenticator);
        assertThat(claims(authenticator).getStringListClaim("amr")).containsExactly("hwk", "user", "mfa");
        assertThat(claims(authenticator).getStringClaim("acr")).isEqualTo("urn:latchkey:acr:2fa");

        Authenticator synced = authenticator().synced();
        pages.registered(people.withPassword(), synced);
        assertThat(claims(synced).getStringListClaim("amr")).containsExactly("swk", "user", "mfa");
    }

    private com.nimbusds.jwt.JWTClaimsSet claims(Authenticator authenticator) throws Exception {
        Browser browser = story.browser();
        String answer = authenticator.get(pages.signInOptions(browser));
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        assertThat(browser.at("/login")).isTrue();
        browser.submit("/login/passkey", Map.of("credential", answer));
        RelyingParty web = story.relyingParty(TestClient.WEB);
        String idToken = web.redeem(Redirect.of(browser.leftFor()).code()).text("id_token");
        return SignedJWT.parse(idToken).getJWTClaimsSet();
    }

    /** PK-10, LG-06. */
    @Test
    void asksEverybodyForTheSame() {
        Authenticator authenticator = authenticator();
        Browser known = pages.registered(people.withPassword(), authenticator);

        JsonNode forKnown = JSON.readTree(pages.signInOptions(known));
        JsonNode forStranger = JSON.readTree(pages.signInOptions(story.browser()));

        assertThat(forKnown.at("/allowCredentials")).isEmpty();
        assertThat(forKnown.at("/userVerification").asString()).isEqualTo("required");
        assertThat(forKnown.at("/rpId").asString()).isEqualTo("localhost");
        for (JsonNode options : List.of(forKnown, forStranger)) {
            ((tools.jackson.databind.node.ObjectNode) options).remove("challenge");
        }
        assertThat(forStranger).isEqualTo(forKnown);
    }

    /** PK-10. */
    @Test
    void givesEverybodyAChallengeOfTheirOwn() {
        PasskeyChallenges challenges = story.server().bean(PasskeyChallenges.class);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            byte[] challenge = challenges.issue(Ceremony.SIGN_IN, "browser/x");
            assertThat(challenge).hasSizeGreaterThanOrEqualTo(16);
            seen.add(Base64.getEncoder().encodeToString(challenge));
        }
        assertThat(seen).hasSize(100_000);
    }

    /** PK-02, PK-04. */
    @TestFactory
    Stream<DynamicTest> refuses() {
        Map<String, UnaryOperator<Authenticator>> changes = Map.ofEntries(
                Map.entry("another origin", a -> a.at("https://evil.as.test")),
                Map.entry("another port", a -> a.at("http://localhost:1")),
                Map.entry("another scheme", a -> a.at(story.server().issuer().replace("http:", "https:"))),
                Map.entry("an Android application", a -> a.at("android:apk-key-hash:pNiP5iKyQ8JwgGOaKA1zGPUPJIS-0H1x")),
                Map.entry("another relying party", a -> a.forRelyingParty("evil.as.test")),
                Map.entry("a frame of another origin", Authenticator::inAFrameOfAnotherOrigin),
                Map.entry("nobody present", Authenticator::withoutPresence),
                Map.entry("a user who was not verified", Authenticator::withoutVerification),
                Map.entry("another key", Authenticator::signingWithAnotherKey),
                Map.entry("no user", a -> a.ofUser(null)),
                Map.entry("another user", a -> a.ofUser(Authenticator.random(32))),
                Map.entry("a credential that nobody has", a -> a.calling(Authenticator.random(32))));
        return changes.entrySet().stream()
                .map(change -> DynamicTest.dynamicTest(change.getKey(), () -> {
                    Authenticator authenticator = authenticator();
                    pages.registered(people.withPassword(), authenticator);
                    Browser browser =
                            pages.signIn(story.browser(), change.getValue().apply(authenticator));
                    assertThat(browser.at("/login")).isTrue();
                    assertThat(browser.page().body()).contains("That passkey wasn’t accepted");
                    assertThat(pages.isSignedIn(browser)).isFalse();
                }));
    }

    @Test
    void takesAnAnswerOnce() {
        Authenticator authenticator = authenticator();
        pages.registered(people.withPassword(), authenticator);
        Browser browser = story.browser();
        String answer = authenticator.get(pages.signInOptions(browser));
        pages.submitSignIn(browser, answer);
        assertThat(pages.isSignedIn(browser)).isTrue();
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
        assertThat(pages.isSignedIn(browser)).isFalse();

        pages.submitSignIn(browser, answer);

        assertThat(pages.isSignedIn(browser)).isFalse();
    }

    /** A counter does not hide the replay: an authenticator that does not count is refused as well. */
    @Test
    void takesAnAnswerOnceFromAnAuthenticatorThatDoesNotCount() {
        Authenticator authenticator = authenticator().thatDoesNotCount();
        TestAccount account = people.withPassword();
        pages.registered(account, authenticator);
        Browser browser = story.browser();
        String answer = authenticator.get(pages.signInOptions(browser));
        pages.submitSignIn(browser, answer);
        assertThat(pages.isSignedIn(browser)).isTrue();
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));

        pages.submitSignIn(browser, answer);

        assertThat(pages.isSignedIn(browser)).isFalse();
        assertThat(pages.eventsOf(people.idOf(account))).contains("SIGN_IN CHALLENGE_SPENT");
    }

    @Test
    void takesNoAnswerFromAnotherBrowser() {
        Authenticator authenticator = authenticator();
        pages.registered(people.withPassword(), authenticator);
        String answer = authenticator.get(pages.signInOptions(story.browser()));

        Browser other = story.browser();
        pages.signInOptions(other);
        pages.submitSignIn(other, answer);
        Browser fresh = pages.submitSignIn(story.browser(), answer);

        assertThat(pages.isSignedIn(other)).isFalse();
        assertThat(pages.isSignedIn(fresh)).isFalse();
    }

    @Test
    void oneOfFiftyAnswersSignsIn() throws Exception {
        Authenticator authenticator = authenticator().thatDoesNotCount();
        TestAccount account = people.withPassword();
        pages.registered(account, authenticator);
        Browser browser = story.browser();
        String answer = authenticator.get(pages.signInOptions(browser));
        browser.open("/login");
        HttpRequest request = HttpRequest.newBuilder(URI.create(story.server().url("/login/passkey")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Cookie",
                        "latchkey-csrf=" + browser.cookie("latchkey-csrf") + "; latchkey-passkey="
                                + browser.cookie("latchkey-passkey"))
                .POST(HttpRequest.BodyPublishers.ofString(
                        RelyingParty.encode(Map.of("credential", answer, "_csrf", browser.hiddenField("_csrf")))))
                .build();
        HttpClient http = HttpClient.newHttpClient();

        List<HttpResponse<String>> answers = race(() -> http.send(request, HttpResponse.BodyHandlers.ofString()));

        assertThat(answers)
                .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(303));
        assertThat(answers.stream()
                        .filter(response -> response.headers().allValues("Set-Cookie").stream()
                                .anyMatch(c -> c.startsWith("latchkey-session="))))
                .hasSize(1);
    }

    private static <T> List<T> race(Callable<T> runner) throws Exception {
        CyclicBarrier start = new CyclicBarrier(RUNNERS);
        ExecutorService track = Executors.newFixedThreadPool(RUNNERS);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < RUNNERS; i++) {
                running.add(track.submit(() -> {
                    start.await();
                    return runner.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        } finally {
            track.shutdownNow();
        }
    }

    /** PK-04: the counter since the last use, not since the registration. */
    @Test
    void refusesACopyAndTellsTheTrail() {
        Authenticator authenticator = authenticator();
        TestAccount account = people.withPassword();
        pages.registered(account, authenticator.countingFrom(10));
        pages.signIn(story.browser(), authenticator.countingFrom(20));

        Browser copy = pages.signIn(story.browser(), authenticator.countingFrom(15));

        assertThat(pages.isSignedIn(copy)).isFalse();
        assertThat(pages.eventsOf(people.idOf(account))).contains("SIGN_IN PASSKEY_CLONED");
        assertThat(story.server()
                        .mailbox()
                        .awaitSaying(account.username() + "@example.test", "looks like a copy")
                        .text())
                .contains("looks like a copy of your passkey “Phone”");
        assertThat(pages.isSignedIn(pages.signIn(story.browser(), authenticator.countingFrom(5))))
                .isFalse();
        assertThat(pages.isSignedIn(pages.signIn(story.browser(), authenticator.countingFrom(30))))
                .isTrue();
    }

    @Test
    void refusesARemovedPasskey() {
        Authenticator authenticator = authenticator();
        Browser owner = pages.registered(people.withPassword(), authenticator);
        String path = PasskeyPages.LIST + "/" + pages.idOf(authenticator);
        story.server()
                .database()
                .sql("delete from passkey where credential_id = :id")
                .param("id", authenticator.credentialId())
                .update();
        assertThat(owner.open(path).page().statusCode()).isEqualTo(404);

        assertThat(pages.isSignedIn(pages.signIn(story.browser(), authenticator)))
                .isFalse();
    }

    /** LG-13. */
    @Test
    void refusesADisabledAccountLikeAnyOther() {
        Authenticator authenticator = authenticator();
        TestAccount account = people.withPassword();
        pages.registered(account, authenticator);
        story.server()
                .database()
                .sql("update account set enabled = false where id = :id")
                .param("id", people.idOf(account))
                .update();

        Browser browser = pages.signIn(story.browser(), authenticator);

        assertThat(browser.page().body()).contains("That passkey wasn’t accepted");
        assertThat(pages.isSignedIn(browser)).isFalse();
        assertThat(pages.eventsOf(people.idOf(account))).contains("SIGN_IN ACCOUNT_DISABLED");
    }

    /** LG-08. */
    @Test
    void letsTheOwnerInWhileSomebodyGuessesThePassword() {
        Authenticator authenticator = authenticator();
        TestAccount account = people.withPassword();
        pages.registered(account, authenticator);
        Browser mallory = story.browser().open("/login");
        for (int i = 0; i < 6; i++) {
            mallory.open("/login").submit("/login", Map.of("username", account.username(), "password", "wrong " + i));
        }
        assertThat(mallory.page().statusCode()).isEqualTo(429);

        Browser owner = pages.signIn(story.browser(), authenticator);

        assertThat(pages.isSignedIn(owner)).isTrue();
    }

    @Test
    void tellsPasswordManagersWherePasskeysAre() {
        RelyingParty.Answer answer = RelyingParty.send(
                HttpRequest.newBuilder(URI.create(story.server().url("/.well-known/passkey-endpoints"))));

        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .containsEntry("enroll", story.server().url(PasskeyPages.NEW))
                .containsEntry("manage", story.server().url(PasskeyPages.LIST));
    }

    private Authenticator authenticator() {
        return new Authenticator(story.server());
    }
}
