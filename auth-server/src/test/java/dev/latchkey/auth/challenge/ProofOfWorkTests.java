package dev.latchkey.auth.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.auth.brake.NetworkBrake;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

class ProofOfWorkTests {

    private static final int RUNNERS = 50;

    private final AuthServer server = AuthServer.running();
    private final JdbcClient database = server.database();
    private final TestClock clock = new TestClock();
    private final ProofOfWork work =
            node(new ChallengeProperties(true, 200, Duration.ofMinutes(30), 2, 20, Duration.ofSeconds(30), 3));

    @Test
    void takesASolutionOnce() {
        String solution = Puzzles.solve(work.issue(ChallengePurpose.SIGN_UP));

        assertThat(work.isShownBy(solution, ChallengePurpose.SIGN_UP)).isTrue();
        assertThat(work.isShownBy(solution, ChallengePurpose.SIGN_UP)).isFalse();
    }

    @Test
    void takesASolutionOfAnotherNode() {
        String solution = Puzzles.solve(work.issue(ChallengePurpose.SIGN_UP));

        assertThat(node(new ChallengeProperties(true, 9, Duration.ofMinutes(30), 2, 20, Duration.ofSeconds(30), 3))
                        .isShownBy(solution, ChallengePurpose.SIGN_UP))
                .isTrue();
    }

    @Test
    void takesASolutionFromOneOfFifty() throws Exception {
        String solution = Puzzles.solve(work.issue(ChallengePurpose.SIGN_IN));
        ExecutorService threads = Executors.newFixedThreadPool(RUNNERS);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < RUNNERS; i++) {
                calls.add(() -> work.isShownBy(solution, ChallengePurpose.SIGN_IN));
            }
            List<Boolean> taken = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(calls)) {
                taken.add(result.get());
            }
            assertThat(taken).containsOnlyOnce(true);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesASolutionForAnotherPurpose() {
        String solution = Puzzles.solve(work.issue(ChallengePurpose.FORGOTTEN_PASSWORD));

        assertThat(work.isShownBy(solution, ChallengePurpose.SIGN_UP)).isFalse();
        assertThat(work.isShownBy(solution, ChallengePurpose.FORGOTTEN_PASSWORD))
                .as("not used up by that")
                .isTrue();
    }

    @Test
    void refusesASolutionThatComesTooLate() {
        String solution = Puzzles.solve(work.issue(ChallengePurpose.SIGN_UP));
        clock.advance(Duration.ofMinutes(30));

        assertThat(work.isShownBy(solution, ChallengePurpose.SIGN_UP)).isFalse();
    }

    @Test
    void refusesWhatIsNoSolutionOfOurs() {
        Challenge ours = work.issue(ChallengePurpose.SIGN_UP);
        int number = Puzzles.number(ours);
        String later = ours.salt().replaceAll("expires=[0-9]+", "expires=99999999999");
        Challenge signedByNobody = new Challenge("SHA-256", ours.challenge(), 200, ours.salt(), "0".repeat(64));
        Challenge prolonged = new Challenge("SHA-256", ours.challenge(), 200, later, ours.signature());
        Challenge spliced = new Challenge("SHA-256", ours.challenge(), 200, ours.salt() + "0", ours.signature());
        Challenge weaker = new Challenge("MD5", ours.challenge(), 200, ours.salt(), ours.signature());

        assertThat(List.of(
                        Puzzles.answer(ours, number + 1),
                        Puzzles.answer(ours, -1),
                        Puzzles.answer(ours, "\"" + number + "\""),
                        Puzzles.answer(ours, number + ".0"),
                        Puzzles.answer(ours, "null"),
                        Puzzles.answer(ours, "1e400"),
                        Puzzles.answer(signedByNobody, number),
                        Puzzles.answer(prolonged, number),
                        Puzzles.answer(spliced, number),
                        Puzzles.answer(weaker, number),
                        ours.unsolved()))
                .noneMatch(answer -> work.isShownBy(answer, ChallengePurpose.SIGN_UP));
        assertThat(work.isShownBy(Puzzles.answer(ours, number), ChallengePurpose.SIGN_UP))
                .as("not used up by any of these")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "%%%", "e30=", "W10=", "bnVsbA==", "eyJhbGdvcml0aG0iOg==", "\u0000", "ﷺ"})
    void refusesWhatCannotBeRead(String nonsense) {
        assertThat(work.isShownBy(nonsense, ChallengePurpose.SIGN_UP)).isFalse();
        assertThat(work.isShownBy(nonsense + "A".repeat(100_000), ChallengePurpose.SIGN_UP))
                .isFalse();
    }

    @Test
    void takesAnUnsolvedOneFromWhoeverWaited() {
        MockHttpServletRequest request = unsolved(work.issue(ChallengePurpose.SIGN_UP), freshAddress());
        assertThat(work.isShownIn(request, ChallengePurpose.SIGN_UP))
                .as("at once")
                .isFalse();
        clock.advance(Duration.ofSeconds(30));

        assertThat(work.isShownIn(request, ChallengePurpose.FORGOTTEN_PASSWORD))
                .as("for something else")
                .isFalse();
        assertThat(work.isShownIn(request, ChallengePurpose.SIGN_UP)).isTrue();
        assertThat(work.isShownIn(request, ChallengePurpose.SIGN_UP))
                .as("once more")
                .isFalse();
    }

    @Test
    void takesFewUnsolvedOnesFromOneNetwork() {
        String network = "2001:db8:" + UUID.randomUUID().toString().substring(0, 4) + ":1:";
        List<MockHttpServletRequest> requests = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            requests.add(unsolved(work.issue(ChallengePurpose.SIGN_UP), network + ":" + i));
        }
        clock.advance(Duration.ofMinutes(1));

        assertThat(requests.stream().filter(request -> work.isShownIn(request, ChallengePurpose.SIGN_UP)))
                .hasSize(3);
    }

    @Test
    void refusesAFormThatHasNeither() {
        assertThat(work.isShownIn(new MockHttpServletRequest(), ChallengePurpose.SIGN_UP))
                .isFalse();
    }

    @Test
    void forgetsWhatCouldNotBeUsedAgain() {
        work.isShownBy(Puzzles.solve(work.issue(ChallengePurpose.SIGN_UP)), ChallengePurpose.SIGN_UP);
        clock.advance(Duration.ofMinutes(31));
        String solution = Puzzles.solve(work.issue(ChallengePurpose.SIGN_UP));
        work.isShownBy(solution, ChallengePurpose.SIGN_UP);

        new SpentChallenges(database, clock).sweep();

        assertThat(database.sql("select count(*) from spent_challenge where expires_at <= :now")
                        .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(work.isShownBy(solution, ChallengePurpose.SIGN_UP)).isFalse();
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ChallengeProperties(true, 0, Duration.ofMinutes(30), 2, 20, Duration.ofSeconds(30), 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ChallengeProperties(true, 100, Duration.ofMinutes(1), 2, 20, Duration.ofMinutes(1), 3));
    }

    private ProofOfWork node(ChallengeProperties properties) {
        return new ProofOfWork(
                server.bean(SecretKeys.class),
                new SpentChallenges(database, clock),
                server.bean(NetworkBrake.class),
                properties,
                JsonMapper.builder().build(),
                clock);
    }

    private static MockHttpServletRequest unsolved(Challenge challenge, String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter("altcha", "");
        request.setParameter("unsolved", challenge.unsolved());
        request.setRemoteAddr(address);
        return request;
    }

    private static String freshAddress() {
        return "2001:db8:" + UUID.randomUUID().toString().substring(0, 4) + ":2::1";
    }
}
