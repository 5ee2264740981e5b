package dev.latchkey.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SecretKeysTests {

    private static final byte[] SEED = bytes("a TOTP seed");
    private static final byte[] ROW = bytes("mfa_totp.seed/1");

    private final String older = key("older");
    private final String newer = key("newer");
    private final SecretKeys before = SecretKeys.parse(older);
    private final SecretKeys after = SecretKeys.parse(newer + "," + older);

    @Nested
    class Sealing {

        @Test
        void opensWhatItSealed() {
            assertThat(before.open(before.seal(SEED, ROW), ROW)).isEqualTo(SEED);
        }

        @Test
        void opensAnEmptyValue() {
            assertThat(before.open(before.seal(new byte[0], ROW), ROW)).isEmpty();
        }

        @Test
        void sealsTheSameValueDifferentlyEachTime() {
            assertThat(before.seal(SEED, ROW).ciphertext())
                    .isNotEqualTo(before.seal(SEED, ROW).ciphertext());
        }

        @Test
        void addsTwelveBytesOfNonceAndSixteenOfTag() {
            assertThat(before.seal(SEED, ROW).ciphertext()).hasSize(12 + SEED.length + 16);
        }

        @Test
        void refusesEveryAlteredByte() {
            Sealed sealed = before.seal(SEED, ROW);
            for (int i = 0; i < sealed.ciphertext().length; i++) {
                byte[] altered = sealed.ciphertext().clone();
                altered[i] ^= 1;
                refuses(before, new Sealed("older", altered), ROW);
            }
        }

        @Test
        void refusesATruncatedValue() {
            Sealed sealed = before.seal(SEED, ROW);
            for (int length = 0; length < sealed.ciphertext().length; length++) {
                refuses(before, new Sealed("older", Arrays.copyOf(sealed.ciphertext(), length)), ROW);
            }
        }

        @Test
        void refusesAValueMovedToAnotherRow() {
            refuses(before, before.seal(SEED, ROW), bytes("mfa_totp.seed/2"));
        }

        @Test
        void refusesAnUnknownKeyId() {
            Sealed sealed = before.seal(SEED, ROW);
            refuses(before, new Sealed("other", sealed.ciphertext()), ROW);
        }

        @Test
        void refusesAnotherKeyOfTheSameId() {
            refuses(SecretKeys.parse(key("older")), before.seal(SEED, ROW), ROW);
        }

        private static void refuses(SecretKeys keys, Sealed sealed, byte[] associatedData) {
            assertThatExceptionOfType(UnsealableException.class).isThrownBy(() -> keys.open(sealed, associatedData));
        }
    }

    @Nested
    class Rotation {

        @Test
        void stillOpensWhatTheOlderKeySealed() {
            assertThat(after.open(before.seal(SEED, ROW), ROW)).isEqualTo(SEED);
        }

        @Test
        void sealsWithTheNewestKey() {
            Sealed sealed = after.seal(SEED, ROW);
            assertThat(sealed.keyId()).isEqualTo("newer");
            assertThat(SecretKeys.parse(newer).open(sealed, ROW)).isEqualTo(SEED);
        }

        @Test
        void derivesFromTheNewestKeyAndKnowsWhatTheOlderOneDerived() {
            assertThat(after.derive("links")).isNotEqualTo(before.derive("links"));
            assertThat(after.deriveAll("links")).containsExactly(after.derive("links"), before.derive("links"));
        }
    }

    @Nested
    class Deriving {

        @Test
        void isTheSameAtEachStart() {
            assertThat(SecretKeys.parse(older).derive("links"))
                    .isEqualTo(before.derive("links"))
                    .hasSize(32);
        }

        @Test
        void knowTheirOwnSignatureOfAMessageAndThatOfAnOlderKey() {
            byte[] message = bytes("a message");
            byte[] mac = before.mac("link", message);

            assertThat(mac).isEqualTo(HmacSha256.of(before.derive("link"), message));
            assertThat(before.isMac(mac, "link", message)).isTrue();
            assertThat(after.isMac(mac, "link", message)).isTrue();
            assertThat(after.mac("link", message)).isNotEqualTo(mac);
            assertThat(before.isMac(after.mac("link", message), "link", message))
                    .isFalse();
        }

        @Test
        void knowNoSignatureOfAnotherMessageOrPurposeNorAPartOfOne() {
            byte[] message = bytes("a message");
            byte[] mac = before.mac("link", message);

            assertThat(before.isMac(mac, "link", bytes("a massage"))).isFalse();
            assertThat(before.isMac(mac, "code", message)).isFalse();
            assertThat(before.isMac(Arrays.copyOf(mac, 31), "link", message)).isFalse();
            assertThat(before.isMac(new byte[0], "link", message)).isFalse();
        }

        @Test
        void differsByPurpose() {
            assertThat(before.derive("links")).isNotEqualTo(before.derive("cookies"));
        }

        @Test
        void doesNotHandOutTheSealingKey() {
            assertThatIllegalArgumentException().isThrownBy(() -> before.derive("encryption"));
            assertThatIllegalArgumentException().isThrownBy(() -> before.deriveAll("encryption"));
        }
    }

    @Nested
    class Refusing {

        @Test
        void refusesNone() {
            refuses(" ", "no key");
        }

        @Test
        void refusesAnEmptyEntry() {
            refuses(older + ",", "no id");
        }

        @Test
        void refusesAShortKey() {
            refuses("k:" + base64(random(16)), "16 bytes instead of 32");
        }

        @Test
        void refusesALongKey() {
            refuses("k:" + base64(random(33)), "33 bytes instead of 32");
        }

        @Test
        void refusesZeros() {
            refuses("k:" + base64(new byte[32]), "repeats itself");
        }

        @Test
        void refusesAKeyThatRepeatsAShortOne() {
            byte[] half = random(8);
            byte[] repeated = new byte[32];
            for (int i = 0; i < repeated.length; i++) {
                repeated[i] = half[i % half.length];
            }
            refuses("k:" + base64(repeated), "repeats itself");
        }

        @Test
        void refusesCounting() {
            byte[] counting = new byte[32];
            for (int i = 0; i < counting.length; i++) {
                counting[i] = (byte) (200 + i);
            }
            refuses("k:" + base64(counting), "counts");
        }

        @Test
        void refusesAPhrase() {
            refuses("k:" + base64(bytes("change-me in production, please!")), "readable text");
        }

        @Test
        void refusesWhatIsNotBase64() {
            refuses("k:not*base64", "not Base64");
        }

        @Test
        void refusesAnIdThatCannotBeStoredPlainly() {
            refuses("a key:" + base64(random(32)), "key id");
        }

        @Test
        void refusesAnIdThatIsThereTwice() {
            refuses(key("k") + "," + key("k"), "'k' is there twice");
        }

        @Test
        void refusesTheSameKeyUnderTwoIds() {
            String material = base64(random(32));
            refuses("new:" + material + ",old:" + material, "are the same");
        }

        @Test
        void neverQuotesTheKey() {
            String material = base64(random(31));
            assertThatExceptionOfType(UnsafeSecretKeysException.class)
                    .isThrownBy(() -> SecretKeys.parse("k:" + material))
                    .withMessageNotContaining(material);
            assertThat(before.toString()).isEqualTo("SecretKeys[older]");
        }

        private static void refuses(String configured, String reason) {
            assertThatExceptionOfType(UnsafeSecretKeysException.class)
                    .isThrownBy(() -> SecretKeys.parse(configured))
                    .withMessageContaining(reason);
        }
    }

    private static String key(String id) {
        return id + ":" + base64(random(32));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
