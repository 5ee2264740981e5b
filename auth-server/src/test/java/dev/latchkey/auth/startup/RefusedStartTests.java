package dev.latchkey.auth.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.auth.AuthServerApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator reads when the server does not start. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTests {

    @Test
    void printsWhatIsMissingInProductionAndNoStackTrace(CapturedOutput output) {
        refuses("--latchkey.issuer=https://id.example.com");
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("spring.datasource.url (environment: SPRING_DATASOURCE_URL) is missing")
                .contains("latchkey.secret-keys (environment: LATCHKEY_SECRET_KEYS) is missing")
                .contains("Set each one")
                .doesNotContain("\tat ");
    }

    @Test
    void printsWhyItDoesNotListenForOthersInLocalMode(CapturedOutput output) {
        refuses("--server.address=0.0.0.0");
        assertThat(output).contains("server.address (environment: SERVER_ADDRESS) lets others connect");
    }

    private static void refuses(String argument) {
        assertThatExceptionOfType(StartupFailure.class)
                .isThrownBy(() -> new SpringApplicationBuilder(AuthServerApplication.class).run(argument));
    }
}
