package dev.latchkey.auth.emailcode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Story;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes that have nothing in common but the database and the keys: fifty submissions of one code, half of them at each. */
class TwoNodesTests {

    private static final int RUNNERS = 50;

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final List<EmailCodes> nodes = List.of(node(), node());

    @Test
    void oneOfFiftySignsInWithACode() throws Exception {
        String browser = server.bean(OpaqueValues.class).generate();
        EmailCodes.Issued issued = nodes.get(0).issue(browser, account(), null);

        assertThat(winners(node -> node.claimCode(browser, issued.code()).isPresent()))
                .isOne();
    }

    @Test
    void oneOfFiftySignsInWithALink() throws Exception {
        String browser = server.bean(OpaqueValues.class).generate();
        EmailCodes.Issued issued = nodes.get(1).issue(browser, account(), null);

        assertThat(winners(node -> node.claimLink(browser, issued.link()).isPresent()))
                .isOne();
    }

    private long winners(Predicate<EmailCodes> submission) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RUNNERS);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < RUNNERS; i++) {
                EmailCodes node = nodes.get(i % nodes.size());
                calls.add(() -> submission.test(node));
            }
            long winners = 0;
            for (Future<Boolean> won : threads.invokeAll(calls)) {
                winners += won.get() ? 1 : 0;
            }
            return winners;
        } finally {
            threads.shutdownNow();
        }
    }

    private UUID account() {
        return story.newAccounts().idOf(story.newAccounts().withPassword());
    }

    private EmailCodes node() {
        return new EmailCodes(
                JdbcClient.create(server.bean(DataSource.class)),
                server.bean(SecretKeys.class),
                server.bean(OpaqueValues.class),
                server.bean(EmailCodeProperties.class),
                server.bean(Clock.class));
    }
}
