package dev.latchkey.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.auth.web.Issuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTests {

    private static final PasswordContext ALONE =
            PasswordContext.of("wonderland", "alice.liddell@oxford.example", "Alice Liddell", false);
    private static final PasswordContext WITH_SECOND_FACTOR =
            PasswordContext.of("wonderland", "alice.liddell@oxford.example", "Alice Liddell", true);

    private final List<String> asked = new ArrayList<>();

    private final PasswordRules rules = rules(prefix -> {
        asked.add(prefix);
        return "0018A45C4D1DEF81644B54AB7F969B88D65:3\r\n";
    });

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "onlysmallletters and no digit",
                "  spaces at both ends kept  ",
                "пароль на русском языке",
                "🦊🦉🐢🦀🐝🦎🐙🦑🦐🐍🦕🐳🦈🐊🦓",
                "jabberwocky vorpal snicker"
            })
    void takesWhateverIsLongAndHardToGuess(String password) {
        assertThat(problem(password, ALONE)).isNull();
    }

    @Test
    @DisplayName("LG-32: fifteen characters where the password stands alone, eight beside a second factor")
    void asksForMoreWhereThePasswordStandsAlone() {
        assertThat(rules.refusalOf("vx7kq2mzt9bwrp", ALONE))
                .contains(new PasswordRefusal(PasswordProblem.TOO_SHORT, 15));
        assertThat(problem("vx7kq2mzt9bwrpd", ALONE)).isNull();
        assertThat(rules.refusalOf("vx7kq2m", WITH_SECOND_FACTOR))
                .contains(new PasswordRefusal(PasswordProblem.TOO_SHORT, 8));
        assertThat(problem("vx7kq2mz", WITH_SECOND_FACTOR)).isNull();
    }

    @Test
    void countsCharactersAndNotWhatTheyAreMadeOf() {
        assertThat(problem("🦊🦉🐢🦀🐝🦎🐙🦑🦐🐍🦕🐳🦈🐊", ALONE)).isEqualTo(PasswordProblem.TOO_SHORT);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 1024})
    void takesLongOnesWhole(int length) {
        assertThat(problem("vx7kq2mzt9bwrpdn".repeat(length / 16), ALONE)).isNull();
    }

    @Test
    void refusesWhatIsTooLongInsteadOfCuttingIt() {
        assertThat(rules.refusalOf("vx7kq2mzt9bwrpdn".repeat(64) + "x", ALONE))
                .contains(new PasswordRefusal(PasswordProblem.TOO_LONG, 1024));
        assertThat(problem("x".repeat(1 << 20), ALONE)).isEqualTo(PasswordProblem.TOO_LONG);
    }

    @Test
    void refusesHalfACharacter() {
        assertThat(problem("vx7kq2mzt9bwrpdn\uD83D", ALONE)).isEqualTo(PasswordProblem.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"password, COMMON", "PASSWORD, COMMON", "iloveyou1, COMMON", "trustno1, COMMON"})
    void refusesWhatIsTriedFirst(String password, PasswordProblem problem) {
        assertThat(problem(password, WITH_SECOND_FACTOR)).isEqualTo(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password1!Password1!",
                "aaaaaaaaaaaaaaaaaaaa",
                "qwertyuiopqwertyuiop",
                "abcabcabcabcabcabc",
                "123456789012345",
                "password12345678"
            })
    void refusesPatternsHoweverManyKindsOfCharactersTheyHave(String password) {
        assertThat(problem(password, ALONE)).isIn(PasswordProblem.GUESSABLE, PasswordProblem.COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wonderland12345",
                "WONDERLANDwonderland",
                "latchkeylatchkey1",
                "Alice Liddell 1",
                "alice.liddell@oxford.example",
                "oxford-oxford-99",
                "id.example.test1",
                "Acme Rockets 2026"
            })
    void refusesWhatIsMadeOfThePersonOrThisService(String password) {
        assertThat(problem(password, ALONE)).isEqualTo(PasswordProblem.ABOUT_THE_PERSON);
    }

    @Test
    void takesANameInsideSomethingOfItsOwn() {
        assertThat(problem("wonderland has no treacle well", ALONE)).isNull();
    }

    @Test
    void refusesWhatIsKnownFromATheftAndTellsNobodyThePassword() {
        String password = "vx7kq2mzt9bwrpdn";
        assertThat(problem(password, ALONE)).isNull();
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0)).matches("[0-9A-F]{5}");

        // SHA-1 of the password, from sha1sum: the first five digits are asked for, the rest is compared here.
        String suffix = suffixOf(password);
        assertThat(rules(prefix -> "00:1\r\n" + suffix + ":42\r\n").refusalOf(password, ALONE))
                .contains(new PasswordRefusal(PasswordProblem.BREACHED, 15));
        assertThat(rules(prefix -> suffix + ":0").refusalOf(password, ALONE)).isEmpty();
        assertThat(rules(prefix -> "").refusalOf(password, ALONE)).isEmpty();
    }

    /** Every way to read a thousand such characters would be looked at for longer than anybody lives. */
    @Test
    void isNotSlowedByWhatIsMadeToBeSlow() {
        assertThat(org.junit.jupiter.api.Assertions.<Object>assertTimeoutPreemptively(
                        Duration.ofMinutes(2), () -> rules.refusalOf("4@8({[<369&#!10oq5$7+%xyz".repeat(40), ALONE)))
                .isNotNull();
    }

    @Test
    void refusesToBeConfiguredBelowTheStandard() {
        assertThatIllegalArgumentException().isThrownBy(() -> properties(14, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> properties(15, 7));
        assertThatIllegalArgumentException().isThrownBy(() -> properties(15, 16));
    }

    private static String suffixOf(String password) {
        try {
            byte[] hash = java.security.MessageDigest.getInstance("SHA-1")
                    .digest(password.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return "%040X".formatted(new java.math.BigInteger(1, hash)).substring(5);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private PasswordProblem problem(String password, PasswordContext context) {
        return rules.refusalOf(password, context).map(PasswordRefusal::problem).orElse(null);
    }

    private static PasswordRules rules(UnaryOperator<String> ranges) {
        return new PasswordRules(
                properties(15, 8),
                new CommonPasswords(),
                new BreachedPasswords(ranges),
                new Issuer("https://id.example.test"));
    }

    private static PasswordRulesProperties properties(int length, int withSecondFactor) {
        return new PasswordRulesProperties(
                length, withSecondFactor, List.of("Acme Rockets"), new PasswordRulesProperties.Breached(null));
    }
}
