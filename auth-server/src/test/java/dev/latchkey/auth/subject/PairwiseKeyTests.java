package dev.latchkey.auth.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.AuthServer;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class PairwiseKeyTests {

    private final AuthServer server = AuthServer.running();

    @Test
    void isTheSameOnEveryNodeAndAfterEveryStart() {
        PairwiseKey another =
                new PairwiseKey(server.database(), server.bean(SecretKeys.class), server.bean(Clock.class));
        another.afterPropertiesSet();

        assertThat(another.value())
                .hasSize(32)
                .isEqualTo(server.bean(PairwiseKey.class).value());
    }

    @Test
    void liesSealedInTheDatabase() {
        byte[] stored = server.database()
                .sql("select sealed_key from pairwise_key")
                .query(byte[].class)
                .single();

        assertThat(stored).doesNotContain(server.bean(PairwiseKey.class).value());
    }
}
