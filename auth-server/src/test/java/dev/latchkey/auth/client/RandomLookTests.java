package dev.latchkey.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomLookTests {

    @Test
    void recognisesNearlyAllGeneratedSecrets() {
        Random random = new Random(20261121);
        int recognised = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            recognised += RandomLook.isGenerated(
                            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                    ? 1
                    : 0;
            recognised += RandomLook.isGenerated(HexFormat.of().formatHex(bytes, 0, 16)) ? 1 : 0;
        }
        assertThat(recognised).isGreaterThan(1960);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "kT9xQ2mZ8rW4vB7nL1pC6sD3fG5hJ0a", // 31 characters
                "correct-horse-battery-staple-and-more",
                "Correct-Horse-Battery-Staple-2026-and-more",
                "My-Little-Pony-Is-The-Best-Of-All-1",
                "thisisaverylongpassphrasewithoutspaces",
                "ThisIsAVeryLongPassphraseWithoutAnySpaces",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "0123456789abcdef0123456789abcdef",
                "00000000000000000000000000000001",
                "12345678901234567890123456789012",
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123",
                "aB3xaB3xaB3xaB3xaB3xaB3xaB3xaB3xaB3xaB3x",
                "deadbeefdeadbeefdeadbeefdeadbeef",
                "kT9xQ2mZ8rW4vB7nL1pC6sD3fG5hJ0a!!" // not of the alphabet
            })
    void doesNotMistakeWhatPeopleMakeUp(String secret) {
        assertThat(RandomLook.isGenerated(secret)).isFalse();
    }
}
