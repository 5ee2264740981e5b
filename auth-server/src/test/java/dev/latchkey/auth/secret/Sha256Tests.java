package dev.latchkey.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Tests {

    /** FIPS 180-2, appendix B.1. */
    @Test
    void agreesWithTheStandard() {
        assertThat(HexFormat.of().formatHex(Sha256.of("abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void keepsTextsApart() {
        assertThat(Sha256.ofEach("abc")).isEqualTo(Sha256.of("3:abc"));
        assertThat(Sha256.ofEach("ab", "c")).isNotEqualTo(Sha256.ofEach("a", "bc"));
        assertThat(Sha256.ofEach("a", "1:b")).isNotEqualTo(Sha256.ofEach("a1:b"));
    }
}
