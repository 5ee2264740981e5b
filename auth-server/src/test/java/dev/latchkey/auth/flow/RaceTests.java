package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many requests with one thing that may be used once, let go at the same moment. */
class RaceTests {

    private static final int RUNNERS = 50;
    private static final Story STORY = new Story();
    private static final ExecutorService TRACK = Executors.newFixedThreadPool(RUNNERS);
    private static Browser bob;

    private final RelyingParty web = STORY.relyingParty(TestClient.WEB);
    private final RelyingParty spa = STORY.relyingParty(TestClient.SPA);

    @BeforeAll
    static void signIn() {
        bob = STORY.browserOf(TestAccount.BOB);
    }

    @AfterAll
    static void leave() {
        TRACK.shutdownNow();
    }

    @RepeatedTest(20)
    void oneOfFiftyRedeemsACode() throws Exception {
        String code =
                STORY.authorize(bob, new AuthorizationRequest(TestClient.WEB)).code();

        List<RelyingParty.Answer> answers = race(RUNNERS, () -> web.redeem(code));

        assertOneWinner(answers);
    }

    @RepeatedTest(20)
    void oneOfFiftyRefreshesForAPublicClient() throws Exception {
        String token = STORY.tokens(bob, TestClient.SPA, "openid notes:read").text("refresh_token");

        List<RelyingParty.Answer> answers = race(RUNNERS, () -> spa.refresh(token));

        assertOneWinner(answers);
        assertThat(spa.refresh(winner(answers).text("refresh_token")).refusal())
                .as("who showed a token fifty times has a thief, and the family is over")
                .isEqualTo("400 invalid_grant");
    }

    @RepeatedTest(20)
    void fiftyRefreshesOfAConfidentialClientHaveOneSuccessor() throws Exception {
        String token = STORY.tokens(bob, TestClient.WEB, "openid notes:read").text("refresh_token");

        List<RelyingParty.Answer> answers = race(RUNNERS, () -> web.refresh(token));

        // Each proved who it is within the retry window, so each is given the same answer.
        assertThat(answers).allSatisfy(answer -> assertThat(answer.refusal()).isEmpty());
        Set<String> successors =
                answers.stream().map(answer -> answer.text("refresh_token")).collect(Collectors.toSet());
        assertThat(successors).hasSize(1);
        assertThat(liveTokensOfTheFamilyOf(token)).isEqualTo(1);
        assertThat(web.refresh(successors.iterator().next()).isOk()).isTrue();
    }

    @Test
    void oneOfTwentyAnswersToAConsentPageCounts() throws Exception {
        for (int round = 0; round < 5; round++) {
            Browser browser = STORY.browserOf(TestAccount.CAROL);
            browser.open(new AuthorizationRequest(TestClient.PARTNER)
                    .with("prompt", "consent")
                    .url());
            assertThat(browser.at("/oauth2/consent")).isTrue();
            HttpRequest answer = HttpRequest.newBuilder(
                            URI.create(STORY.server().url("/oauth2/consent")))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(RelyingParty.encode(Map.of(
                            "request",
                            browser.hiddenField("request"),
                            "shown",
                            browser.hiddenField("shown"),
                            "_csrf",
                            browser.hiddenField("_csrf"),
                            "scope",
                            "profile",
                            "decision",
                            "allow"))))
                    .build();
            HttpClient http =
                    HttpClient.newBuilder().cookieHandler(browser.cookies()).build();

            List<HttpResponse<String>> responses =
                    race(20, () -> http.send(answer, HttpResponse.BodyHandlers.ofString()));

            List<String> codes = new ArrayList<>();
            for (HttpResponse<String> response : responses) {
                if (response.statusCode() == 303) {
                    codes.add(Redirect.of(URI.create(
                                    response.headers().firstValue("Location").orElseThrow()))
                            .code());
                } else {
                    assertThat(response.statusCode()).isEqualTo(400);
                }
            }
            assertThat(codes).hasSize(1);
        }
    }

    private static void assertOneWinner(List<RelyingParty.Answer> answers) {
        assertThat(answers.stream().filter(RelyingParty.Answer::isOk)).hasSize(1);
        assertThat(answers.stream().filter(answer -> !answer.isOk()).map(RelyingParty.Answer::refusal))
                .hasSize(RUNNERS - 1)
                .containsOnly("400 invalid_grant");
    }

    private static RelyingParty.Answer winner(List<RelyingParty.Answer> answers) {
        return answers.stream().filter(RelyingParty.Answer::isOk).findFirst().orElseThrow();
    }

    private static long liveTokensOfTheFamilyOf(String token) {
        return STORY.server()
                .database()
                .sql("""
                        select count(*) from one_time_token where used_at is null and purpose = 'refresh_token' and grant_id =
                          (select grant_id from one_time_token where value_hash = sha256(cast(:value as bytea)))
                        """)
                .param("value", token.getBytes(StandardCharsets.US_ASCII))
                .query(Long.class)
                .single();
    }

    private static <T> List<T> race(int runners, Callable<T> runner) throws Exception {
        CyclicBarrier start = new CyclicBarrier(runners);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < runners; i++) {
            running.add(TRACK.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                return runner.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(one.get(60, TimeUnit.SECONDS));
        }
        return results;
    }
}
