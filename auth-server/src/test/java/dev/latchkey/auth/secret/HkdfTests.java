package dev.latchkey.auth.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HkdfTests {

    private static final HexFormat HEX = HexFormat.of();

    private static final String INPUT_2 = sequence(0x00, 0x4f);
    private static final String SALT_2 = sequence(0x60, 0xaf);
    private static final String INFO_2 = sequence(0xb0, 0xff);

    @ParameterizedTest
    @DisplayName("RFC 5869 appendix A.1 and A.3")
    @CsvSource({
        "000102030405060708090a0b0c, f0f1f2f3f4f5f6f7f8f9, 077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5,"
                + "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "'', '', 19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04,"
                + "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    })
    void givesTheVectorsOfTheStandard(String salt, String info, String pseudoRandomKey, String output) {
        byte[] extracted = Hkdf.extract(HEX.parseHex(salt), HEX.parseHex("0b".repeat(22)));
        assertThat(extracted).isEqualTo(HEX.parseHex(pseudoRandomKey));
        assertThat(Hkdf.expand(extracted, HEX.parseHex(info), 42)).isEqualTo(HEX.parseHex(output));
    }

    @Test
    @DisplayName("RFC 5869 appendix A.2")
    void givesTheLongVectorOfTheStandard() {
        byte[] extracted = Hkdf.extract(HEX.parseHex(SALT_2), HEX.parseHex(INPUT_2));
        assertThat(extracted)
                .isEqualTo(HEX.parseHex("06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244"));
        assertThat(Hkdf.expand(extracted, HEX.parseHex(INFO_2), 82))
                .isEqualTo(HEX.parseHex("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                        + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                        + "cc30c58179ec3e87c14c01d5c1f3434f1d87"));
    }

    @Test
    void derivesAsExtractWithoutSaltThenExpand() {
        byte[] key = HEX.parseHex(sequence(0x00, 0x1f));
        assertThat(Hkdf.derive(key, "latchkey/x"))
                .isEqualTo(Hkdf.expand(Hkdf.extract(new byte[0], key), "latchkey/x".getBytes(), 32));
    }

    private static String sequence(int from, int to) {
        StringBuilder hex = new StringBuilder();
        for (int value = from; value <= to; value++) {
            hex.append(String.format("%02x", value));
        }
        return hex.toString();
    }
}
