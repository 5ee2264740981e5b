package dev.latchkey.auth.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HmacSha256Tests {

    private static final byte[] KEY = "Jefe".getBytes(UTF_8);

    /** RFC 4231 §4.3. */
    @Test
    void agreesWithTheStandard() {
        assertThat(HexFormat.of().formatHex(HmacSha256.of(KEY, "what do ya want for nothing?")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void keepsTextsApart() {
        assertThat(HmacSha256.of(KEY, "ab", "c")).isEqualTo(HmacSha256.of(KEY, "ab\0c".getBytes(UTF_8)));
        assertThat(HmacSha256.of(KEY, "ab", "c")).isNotEqualTo(HmacSha256.of(KEY, "a", "bc"));
    }
}
