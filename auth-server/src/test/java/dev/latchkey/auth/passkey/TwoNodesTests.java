package dev.latchkey.auth.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestKeys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Options that were made at one node, and answers to them at another that shares nothing with it but database and keys. */
class TwoNodesTests {

    private static final int RUNNERS = 50;
    private static final String HOLDER = "browser/of-somebody";

    private final AuthServer server = new Story().server();

    @Test
    void knowEachOthersChallengesAndTakeEachOnce() throws Exception {
        List<PasskeyChallenges> nodes = List.of(node(keys()), node(keys()));
        byte[] challenge = nodes.get(0).issue(Ceremony.SIGN_IN, HOLDER);

        assertThat(nodes.get(1).isOpen(challenge, Ceremony.SIGN_IN, HOLDER)).isTrue();
        assertThat(nodes.get(1).isOpen(challenge, Ceremony.SIGN_IN, "browser/of-another"))
                .isFalse();
        assertThat(nodes.get(1).isOpen(challenge, Ceremony.REGISTRATION, HOLDER))
                .isFalse();
        assertThat(node(SecretKeys.parse(TestKeys.random("other"))).isOpen(challenge, Ceremony.SIGN_IN, HOLDER))
                .as("at a server with other keys")
                .isFalse();

        ExecutorService threads = Executors.newFixedThreadPool(RUNNERS);
        List<Boolean> spent = new ArrayList<>();
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < RUNNERS; i++) {
                PasskeyChallenges node = nodes.get(i % nodes.size());
                calls.add(() -> node.spend(challenge));
            }
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                spent.add(call.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(spent).containsOnlyOnce(true);
    }

    private SecretKeys keys() {
        return server.bean(SecretKeys.class);
    }

    private PasskeyChallenges node(SecretKeys keys) {
        return new PasskeyChallenges(
                keys,
                JdbcClient.create(server.bean(DataSource.class)),
                server.bean(PasskeyProperties.class),
                server.bean(Clock.class));
    }
}
