package dev.latchkey.auth.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.secret.SecretKeys;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCodesTests {

    private final UserCodes codes = new UserCodes(SecretKeys.parse(SecretKeys.generate("test")));

    @Test
    void areEightConsonantsOfTwentyAndDiffer() {
        assertThat(Stream.generate(codes::generate).limit(1000))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[BCDFGHJKLMNPQRSTVWXZ]{8}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BCDFGHJK",
                "bcdf-ghjk",
                " bcdf ghjk ",
                "BCDF\u2013GHJK",
                "b c d f . g h j k",
                "\uFF22\uFF23DFGHJK"
            })
    void areReadHoweverTheyAreTyped(String typed) {
        assertThat(UserCodes.normalised(typed)).contains("BCDFGHJK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BCDFGHJ",
                "BCDFGHJKL",
                "ACDFGHJK",
                "BCDF1HJK",
                "BCDFGHJ\u0130",
                "\u0412CDFGHJK",
                "<script>",
                "BCDFGHJK                                                    "
            })
    void areNotMadeOfAnythingElse(String typed) {
        assertThat(UserCodes.normalised(typed)).isEmpty();
    }

    @Test
    void areReadableInTwoHalves() {
        assertThat(UserCodes.readable("BCDFGHJK")).isEqualTo("BCDF-GHJK");
    }

    @Test
    void areFoundUnderTheKeyTheyWereMadeWith() {
        String older = SecretKeys.generate("older");
        byte[] made = new UserCodes(SecretKeys.parse(older)).hash("BCDFGHJK");
        UserCodes rotated = new UserCodes(SecretKeys.parse(SecretKeys.generate("newer") + "," + older));

        assertThat(rotated.hashes("BCDFGHJK")).contains(made);
        assertThat(rotated.hash("BCDFGHJK")).isNotEqualTo(made);
    }
}
