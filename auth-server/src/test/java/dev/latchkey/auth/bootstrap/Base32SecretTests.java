package dev.latchkey.auth.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base32SecretTests {

    /** The seed of the test vectors of RFC 6238, appendix B. */
    private static final String SEED = "12345678901234567890";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
                "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
                "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
            })
    void readsWhatPeopleCopy(String text) {
        assertThat(Base32Secret.decode("x", text)).isEqualTo(SEED.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void readsPaddedSecretsOf128Bits() {
        assertThat(Base32Secret.decode("x", "GEZDGNBVGY3TQOJQGEZDGNBVGY======"))
                .isEqualTo("1234567890123456".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GEZDGNBVGY3TQOJQGEZDGNBV", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "=GEZDGNBVGY3TQOJQGEZDGNBVGY"
            })
    void refusesWhatIsShortOrNotBase32(String text) {
        refuses(text);
    }

    @Test
    void refusesWhatIsLongerThan512Bits() {
        refuses("A".repeat(104));
    }

    private static void refuses(String text) {
        assertThatExceptionOfType(InvalidEntryException.class)
                .isThrownBy(() -> Base32Secret.decode("accounts[0].totp_secret", text))
                .satisfies(e -> assertThat(e.path()).isEqualTo("accounts[0].totp_secret"));
    }
}
