package dev.latchkey.demo.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.demo.testing.AuthorizationServer;
import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LogTests extends BrowserTest {

    private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

    @AfterEach
    void quiet() {
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
    }

    @Test
    void holdNoCodeTokenOrSecretEvenAtDebug(CapturedOutput output) {
        Grant first = Grant.alice().expiring();
        Grant next = first.renewed();
        authorizationServer.tokensFor(first.refreshToken(), next);
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.DEBUG);
        // The servers that the test plays write what they receive.
        logging.setLogLevel("wiremock.org", LogLevel.INFO);
        logging.setLogLevel("WireMock", LogLevel.INFO);

        URI request = browser.startSignIn();
        URI callback = authorizationServer.allow(request, first);
        Page page = browser.open(callback);
        browser.open("/notes");
        browser.open("/who-am-i");
        browser.open("/what-just-happened");
        assertThat(output.getAll()).doesNotContain(browser.sessionCookie().getValue());
        browser.submit(page.form("/logout"), Map.of());
        String verifier = authorizationServer
                .tokenRequests("authorization_code")
                .get(0)
                .getFormParameters()
                .get("code_verifier")
                .firstValue();

        assertThat(output.getOut()).contains("DEBUG");
        for (String secret : new String[] {
            AuthorizationServer.query(callback).get("code"),
            verifier,
            first.refreshToken(),
            next.refreshToken(),
            AuthorizationServer.CLIENT_SECRET,
            "eyJ"
        }) {
            assertThat(output.getAll().lines().filter(line -> line.contains(secret)))
                    .as("lines with %s", secret)
                    .isEmpty();
        }
    }
}
