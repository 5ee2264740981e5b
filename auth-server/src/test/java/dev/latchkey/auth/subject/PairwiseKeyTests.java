package dev.latchkey.auth.subject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.AuthServer;
import java.time.Clock;
import java.util.HexFormat;
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
        String row = server.database()
                .sql("select encode(sealed_key, 'hex') from pairwise_key")
                .query(String.class)
                .single();

        assertThat(row)
                .doesNotContain(
                        HexFormat.of().formatHex(server.bean(PairwiseKey.class).value()));
    }
}
