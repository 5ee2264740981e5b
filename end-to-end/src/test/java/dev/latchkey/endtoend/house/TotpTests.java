package dev.latchkey.endtoend.house;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {

    /** RFC 6238 appendix B, the rows of SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void agreesWithTheVectorsOfTheStandard(long epochSecond, String code) {
        byte[] secret = "12345678901234567890".getBytes(US_ASCII);

        assertThat(Totp.code(secret, Totp.stepAt(epochSecond), 8)).isEqualTo(code);
    }

    /** RFC 4648 section 10. */
    @Test
    void readsBase32() {
        assertThat(Totp.base32("MZXW6YTBOI")).isEqualTo("foobar".getBytes(US_ASCII));
    }
}
