package dev.latchkey.auth.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.account.PasswordHashes;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.brake.FactorBrake;
import dev.latchkey.auth.session.BrowserSession;
import dev.latchkey.auth.session.Demand;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes that have nothing in common but the database: fifty submissions of one code, half of them at each. */
class TwoNodesTests {

    private static final int RUNNERS = 50;

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final NewAccounts people = story.newAccounts();

    @Test
    @DisplayName("MF-01: one TOTP code, two nodes")
    void oneOfFiftyUsesATotpCode() throws Exception {
        TestAccount account = people.withTotp();
        UUID id = people.idOf(account);
        List<TotpVerification> nodes = List.of(totpNode(), totpNode());
        String code = account.nextCode();

        assertThat(race(runner -> () -> nodes.get(runner % 2).verify(id, code).outcome()))
                .containsOnlyOnce(CodeCheck.Outcome.ACCEPTED);
    }

    @Test
    @DisplayName("MF-01: one recovery code, two nodes")
    void oneOfFiftyUsesARecoveryCode() throws Exception {
        UUID id = people.idOf(people.withTotp());
        BrowserSession session = session(id);
        List<RecoveryCodes> nodes = List.of(recoveryNode(), recoveryNode());
        String code = nodes.get(0).replace(session, null).orElseThrow().codes().get(4);
        String hash =
                nodes.get(0).hashOf(id, RecoveryCode.of(code).orElseThrow()).orElseThrow();

        assertThat(race(runner -> () -> nodes.get(runner % 2).claim(id, hash))).containsOnlyOnce(true);
        assertThat(nodes.get(1).of(id).orElseThrow().left()).isEqualTo(9);
    }

    @Test
    @DisplayName("MF-02: guesses at two nodes are counted together, and no parallel one gets past the brake")
    void tenOfFiftyGuessesAreLookedAt() throws Exception {
        TestAccount account = people.withTotp();
        UUID id = people.idOf(account);
        List<TotpVerification> nodes = List.of(totpNode(), totpNode());

        List<CodeCheck.Outcome> outcomes = race(runner -> () ->
                nodes.get(runner % 2).verify(id, account.codeAt(1000 + runner)).outcome());

        assertThat(outcomes)
                .filteredOn(outcome -> outcome != CodeCheck.Outcome.BRAKED)
                .hasSize(10);
    }

    @Test
    void oneOfTwoFormsThatReplaceTheSameSetWins() throws Exception {
        UUID id = people.idOf(people.withTotp());
        BrowserSession session = session(id);
        List<RecoveryCodes> nodes = List.of(recoveryNode(), recoveryNode());
        UUID first = nodes.get(0).replace(session, null).orElseThrow().setId();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Boolean> made = new ArrayList<>();
            for (Future<Boolean> result : threads.invokeAll(nodes.stream()
                    .<Callable<Boolean>>map(
                            node -> () -> node.replace(session, first).isPresent())
                    .toList())) {
                made.add(result.get());
            }
            assertThat(made).containsExactlyInAnyOrder(true, false);
        } finally {
            threads.shutdownNow();
        }
        assertThat(nodes.get(0).of(id).orElseThrow().left()).isEqualTo(10);
    }

    private TotpVerification totpNode() {
        Clock clock = server.bean(Clock.class);
        return new TotpVerification(
                new TotpDevices(JdbcClient.create(server.bean(DataSource.class)), clock),
                server.bean(TotpSeeds.class),
                new TotpCodes(clock),
                new CodeCheck(server.bean(FactorBrake.class), server.bean(AuditTrail.class)));
    }

    private RecoveryCodes recoveryNode() {
        return new RecoveryCodes(
                JdbcClient.create(server.bean(DataSource.class)),
                server.bean(PasswordHashes.class),
                server.bean(TransactionTemplate.class),
                server.bean(FactorNotices.class),
                server.bean(Clock.class));
    }

    private static BrowserSession session(UUID accountId) {
        Instant now = Instant.now();
        return new BrowserSession(
                UUID.randomUUID(),
                accountId,
                "alice",
                Map.of(),
                Demand.ONE_FACTOR,
                Set.of(),
                false,
                false,
                null,
                now,
                now,
                now);
    }

    private static <T> List<T> race(IntFunction<Callable<T>> runner) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RUNNERS);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < RUNNERS; i++) {
                calls.add(runner.apply(i));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
