package dev.latchkey.auth.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.jose.SpentIds;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.ProofKey;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestClock;
import dev.latchkey.auth.testing.TestKeys;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DPoPNoncesTests {

    private static final String URL = "https://as.test/oauth2/token";
    private static final DPoPProperties REQUIRED = new DPoPProperties(true, Duration.ofSeconds(60));

    private final String keys = TestKeys.random("k1");
    private final TestClock clock = new TestClock();
    private final DPoPNonces nonces = nonces(keys);
    private final ProofKey key = new ProofKey();

    private DPoPNonces nonces(String secretKeys) {
        return new DPoPNonces(SecretKeys.parse(secretKeys), REQUIRED, clock);
    }

    @Test
    void areGoodOnEveryNodeAndForAFewMinutes() {
        String nonce = nonces.current();
        assertThat(nonces(keys).isGood(nonce)).isTrue();
        clock.advance(Duration.ofMinutes(2));
        assertThat(nonces.isGood(nonce)).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(nonces.isGood(nonce)).isFalse();
    }

    @Test
    void stayGoodWhenTheKeyIsChanged() {
        String nonce = nonces.current();
        assertThat(nonces(TestKeys.random("k2") + "," + keys).isGood(nonce)).isTrue();
    }

    @Test
    void ofSomebodyElseAreNotGood() {
        assertThat(nonces(TestKeys.random("k1")).isGood(nonces.current())).isFalse();
        assertThat(nonces.isGood("")).isFalse();
        assertThat(nonces.isGood("\u00e9")).isFalse();
    }

    @DisplayName("DP-11: no nonce, an old one, a foreign one; and then the right one")
    @Test
    void areDemandedOfEachProof() throws Exception {
        Clock now = Clock.systemUTC();
        DPoPNonces required = new DPoPNonces(SecretKeys.parse(keys), REQUIRED, now);
        SpentIds spent = new Story().server().bean(SpentIds.class);
        DPoPProofs proofs = new DPoPProofs(spent, required, REQUIRED, now);
        for (String nonce :
                new String[] {null, "foreign", nonces(TestKeys.random("k1")).current()}) {
            assertThatThrownBy(() ->
                            proofs.verify(key.proof("POST", URL, c -> c.claim("nonce", nonce)), "POST", URL, null))
                    .isInstanceOfSatisfying(
                            RejectedProofException.class,
                            rejected -> assertThat(rejected.errorCode()).isEqualTo("use_dpop_nonce"));
        }
        String right = key.proof("POST", URL, c -> c.claim("nonce", required.current()));
        assertThat(proofs.verify(right, "POST", URL, null).thumbprint()).isEqualTo(key.thumbprint());
    }
}
