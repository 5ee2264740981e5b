package dev.latchkey.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SixDigitCodeTests {

    private static final UUID ROW = UUID.fromString("00000000-0000-0000-0000-000000000001");

    private final String older = MasterKey.generate("older", new SecureRandom());
    private final SecretKeys keys = SecretKeys.parse(older);
    private final SixDigitCode codes = new SixDigitCode(keys, "code");

    @Test
    void hasSixDigitsEvenWhenTheFirstOnesAreZero() {
        assertThat(Stream.generate(codes::generate).limit(1_000))
                .allMatch(code -> code.matches("[0-9]{6}"))
                .anyMatch(code -> code.startsWith("0"));
    }

    @Test
    void isTheOneThatWasHashed() {
        byte[] stored = codes.hash(ROW, "012345");

        assertThat(codes.matches(ROW, "012345", stored)).isTrue();
        assertThat(codes.matches(ROW, " 012\t345\n", stored)).isTrue();
        assertThat(codes.matches(ROW, "12345", stored)).isFalse();
        assertThat(codes.matches(ROW, "012346", stored)).isFalse();
        assertThat(codes.matches(ROW, "", stored)).isFalse();
    }

    @Test
    void saysNothingInAnotherRowOrForAnotherPurpose() {
        byte[] stored = codes.hash(ROW, "012345");

        assertThat(codes.matches(UUID.fromString("00000000-0000-0000-0000-000000000002"), "012345", stored))
                .isFalse();
        assertThat(new SixDigitCode(keys, "other").matches(ROW, "012345", stored))
                .isFalse();
    }

    @Test
    void isStillKnownAfterTheKeyWasRotated() {
        byte[] stored = codes.hash(ROW, "012345");
        String newer = MasterKey.generate("newer", new SecureRandom());

        assertThat(new SixDigitCode(SecretKeys.parse(newer + "," + older), "code").matches(ROW, "012345", stored))
                .isTrue();
        assertThat(new SixDigitCode(SecretKeys.parse(newer), "code").matches(ROW, "012345", stored))
                .isFalse();
    }
}
