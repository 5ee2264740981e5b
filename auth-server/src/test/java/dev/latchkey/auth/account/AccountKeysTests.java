package dev.latchkey.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountKeysTests {

    @ParameterizedTest
    @CsvSource({
        "alice, Alice",
        "alice, ALICE",
        "alice, ａｌｉｃｅ", // full width
        "strasse, straße",
        "file, ﬁle", // ligature
        "admin, admın", // dotless i
        "kelvin, \u212Aelvin" // Kelvin sign
    })
    void readsSpellingsOfOneUsernameAsOne(String one, String other) {
        assertThat(AccountKeys.ofUsername(other)).isEqualTo(AccountKeys.ofUsername(one));
    }

    @Test
    void readsComposedAndDecomposedLettersAsOne() {
        assertThat(AccountKeys.ofUsername("zoe\u0308")).isEqualTo(AccountKeys.ofUsername("Zo\u00eb"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                ".alice",
                "-alice",
                "alice@example.test",
                "ali\u200Bce", // zero-width space
                "ali\u202Ece", // right-to-left override
                "ali\u0000ce",
                "ali\u00ADce", // soft hyphen
                "ali\uFEFFce",
                "alice\n",
                "<alice>",
                "алiсе", // Latin i among Cyrillic
                "\u0430lice", // Cyrillic а
                "\u0308alice"
            })
    void refusesUsernamesThatHideOrPretend(String username) {
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> AccountKeys.ofUsername(username))
                .satisfies(e -> assertThat(e.field()).isEqualTo("username"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "bob.smith", "b_o-b", "7of9", "Жанна", "山田太郎", "tanaka太郎", "김철수", "Ολγα"})
    void takesNamesThatPeopleHave(String username) {
        assertThat(AccountKeys.ofUsername(username)).isNotEmpty();
    }

    @Test
    void refusesUsernamesBeyondTheLimitAlsoWhenTheyGrowByFolding() {
        assertThat(AccountKeys.ofUsername("a".repeat(64))).hasSize(64);
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> AccountKeys.ofUsername("a".repeat(65)));
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> AccountKeys.ofUsername("\uFDFA".repeat(64)));
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.test, Alice@Example.TEST",
        "alice@example.test, alice@example.test.",
        "alice@example.test, ａlice@example.test",
        "alice@xn--bcher-kva.test, alice@bücher.test",
        "alice@xn--bcher-kva.test, alice@BÜCHER.test"
    })
    void readsSpellingsOfOneAddressAsOne(String key, String typed) {
        assertThat(AccountKeys.ofEmail(typed)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"a.lice@example.test, alice@example.test", "alice+tag@example.test, alice@example.test"})
    void keepsApartWhatOnlyAMailboxProviderCanJoin(String one, String other) {
        assertThat(AccountKeys.ofEmail(one)).isNotEqualTo(AccountKeys.ofEmail(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "@example.test",
                "alice@",
                "alice@localhost",
                "alice@example..test",
                "alice@-example.test",
                "alice@exa mple.test",
                "alice@[127.0.0.1]",
                ".alice@example.test",
                "al..ice@example.test",
                "alice@bob@example.test",
                "\"alice\"@example.test",
                "ali\u200Bce@example.test",
                "alice@exam\u202Eple.test",
                "alice\r\nbcc:x@example.test",
                "alice,bob@example.test"
            })
    void refusesWhatMailCannotBeSentTo(String email) {
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> AccountKeys.ofEmail(email))
                .satisfies(e -> assertThat(e.field()).isEqualTo("email"));
    }

    @Test
    void refusesAddressesBeyondTheLimit() {
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> AccountKeys.ofEmail("a".repeat(65) + "@example.test"));
        assertThatExceptionOfType(InvalidAccountException.class)
                .isThrownBy(() -> AccountKeys.ofEmail("a@" + "b.".repeat(130) + "test"));
    }
}
