package dev.latchkey.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Story;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

/** LG-39: nobody has an account or a password here that was not made for this installation. */
class DefaultAccountsTests {

    private static final Pattern SECRET =
            Pattern.compile("(?:password|client_secret|totp_secret):\\s*\"?([^\",}\\s]+)");

    @ParameterizedTest
    @DisplayName("LG-39: what everybody tries first opens nothing")
    @CsvSource({
        "admin, admin",
        "admin, password",
        "admin, latchkey",
        "administrator, administrator",
        "root, root",
        "user, password",
        "user, user",
        "actuator, actuator",
        "test, test",
        "guest, guest",
        "demo, demo",
        "latchkey, latchkey",
        "postgres, postgres",
        "alice, alice",
        "bob, bob"
    })
    void refusesWhatEverybodyTriesFirst(String username, String password) {
        assertThat(new Story()
                        .browser()
                        .open("/login")
                        .submit("/login", Map.of("username", username, "password", password))
                        .page()
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("LG-39: the accounts and clients of the demo have secrets that each start makes")
    void bringsNoSecretInItsFiles() throws IOException {
        String demo = new ClassPathResource("demo/bootstrap.yaml").getContentAsString(StandardCharsets.UTF_8);
        List<String> secrets = SECRET.matcher(demo)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(secrets).hasSizeGreaterThan(3).allMatch(secret -> secret.startsWith("${"));
    }
}
