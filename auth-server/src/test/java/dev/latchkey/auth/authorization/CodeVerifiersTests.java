package dev.latchkey.auth.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeVerifiersTests {

    @Test
    @DisplayName("RFC 7636 appendix B: the example of S256")
    void makesTheChallengeOfTheStandard() {
        assertThat(CodeVerifiers.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @ParameterizedTest
    @ValueSource(ints = {43, 44, 127, 128})
    void acceptsTheLengthsOfTheStandard(int length) {
        assertThat(CodeVerifiers.isWellFormed("a".repeat(length))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 129, 4096})
    void refusesOtherLengths(int length) {
        assertThat(CodeVerifiers.isWellFormed("a".repeat(length))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "+", "/", " ", "\n", "ä", "%", "\u0000"})
    void refusesOtherCharacters(String character) {
        assertThat(CodeVerifiers.isWellFormed("a".repeat(60) + character)).isFalse();
        assertThat(CodeVerifiers.isWellFormed("a".repeat(60) + "-._~Z9")).isTrue();
    }
}
