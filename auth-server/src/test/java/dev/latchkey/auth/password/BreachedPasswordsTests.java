package dev.latchkey.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.OutsideWorld;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service that knows stolen passwords is somebody else's: what it is told, and what happens when it is not there. */
@Timeout(30)
class BreachedPasswordsTests {

    private static final String PASSWORD = "correct horse battery staple";
    /** The SHA-1 of it, but for the five digits that the service is told. */
    private static final String PREFIX = "ABF7A";

    private static final String SUFFIX = "AD6438836DBE526AA231ABDE2D0EEF74D42";

    private static final OutsideWorld WORLD = OutsideWorld.running();

    @Test
    void findsOneThatTheServiceKnows() {
        assertThat(asking(WORLD.document("text/plain", "0".repeat(35) + ":7\r\n" + SUFFIX + ":52579\r\n")))
                .isTrue();
    }

    @Test
    void tellsTheServiceFiveDigitsAndNothingElse() {
        String url = WORLD.at(exchange -> {
            assertThat(exchange.getRequestURI().getQuery()).isEqualTo("range=" + PREFIX);
            OutsideWorld.send(exchange, 200, "text/plain", "");
        });
        assertThat(asking(url)).isFalse();
        assertThat(WORLD.receivedAt(url)).singleElement().satisfies(received -> {
            assertThat(received.method()).isEqualTo("GET");
            assertThat(received.body()).isEmpty();
            assertThat(received.headers()).doesNotContainKeys("cookie", "authorization");
        });
    }

    @Test
    void refusesNobodyWhenTheServiceFails() {
        for (int status : List.of(302, 400, 404, 429, 500, 503)) {
            String url = WORLD.at(exchange -> OutsideWorld.send(exchange, status, "text/plain", SUFFIX + ":1"));
            assertThat(asking(url)).as(Integer.toString(status)).isFalse();
        }
        assertThat(asking(WORLD.document("text/html", "<html>no lines of ours</html>")))
                .isFalse();
    }

    @Test
    void refusesNobodyWhenTheServiceIsTooSlow() {
        CountDownLatch over = new CountDownLatch(1);
        String url = WORLD.at(exchange -> {
            try {
                over.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            OutsideWorld.send(exchange, 200, "text/plain", SUFFIX + ":1");
        });
        try {
            assertThat(asking(url)).isFalse();
        } finally {
            over.countDown();
        }
    }

    @Test
    void refusesNobodyWhenNobodyIsThere() {
        assertThat(asking("http://localhost:1/")).isFalse();
        assertThat(asking("http://169.254.169.254/")).isFalse();
    }

    private static boolean asking(String url) {
        return new BreachedPasswords(
                        AuthServer.running().bean(OutboundClient.class),
                        new PasswordRulesProperties(
                                15, 8, List.of(), new PasswordRulesProperties.Breached(url + "?range=")))
                .contains(PASSWORD);
    }
}
