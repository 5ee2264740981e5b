package dev.latchkey.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailureBudgetTests {

    /** Of its own, so that nobody else's failures are left out. */
    private static final String ADDRESS = "127.0.0.11";

    private static final int PER_MINUTE = 120;

    private final AuthServer server = AuthServer.running();

    @Test
    @DisplayName("who invents clients fills no disk: so many failures a minute are written down, and no more")
    void boundsWhatUnknownClientsHaveWrittenDown() {
        FailureBudget budget = budget();
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(budget.admits(failure("nobody-" + i), from(ADDRESS))).isTrue();
        }

        assertThat(budget.admits(failure("nobody"), from(ADDRESS))).isFalse();
        assertThat(budget.admits(
                        SecurityEvent.success(SecurityEventType.CLIENT_CHANGED).client("x"), from(ADDRESS)))
                .isTrue();
    }

    @Test
    @DisplayName("an event without an address has no budget: the failures of clients have one")
    void knowsWhereUnknownClientsCallFrom() throws IOException {
        assertThat(tokenRequestOf("nobody-at-all")).contains(" 401");

        assertThat(server.database()
                        .sql("select address from security_event where client_id = 'nobody-at-all'")
                        .query(String.class)
                        .single())
                .isEqualTo(ADDRESS);
    }

    @Test
    void countsAnIpv6NetworkAsOne() {
        FailureBudget budget = budget();
        SecurityEvent failure = failure("nobody");
        for (int i = 0; i < PER_MINUTE; i++) {
            assertThat(budget.admits(failure, from("2001:db8:0:1::" + Integer.toHexString(i))))
                    .isTrue();
        }

        assertThat(budget.admits(failure, from("2001:db8:0:1:ffff::1"))).isFalse();
        assertThat(budget.admits(failure, from("2001:db8:0:2::1"))).isTrue();
        assertThat(budget.admits(failure, from("192.0.2.1"))).isTrue();
    }

    private static FailureBudget budget() {
        AuditProperties.Guessing guessing = new AuditProperties.Guessing(Duration.ofMinutes(15), 20, 200, 50);
        return new FailureBudget(new AuditProperties(Duration.ofDays(400), true, PER_MINUTE, guessing));
    }

    private static SecurityEvent failure(String clientId) {
        return SecurityEvent.failure(SecurityEventType.CLIENT_AUTHENTICATION, "UNKNOWN_CLIENT")
                .client(clientId);
    }

    private static RequestOrigin from(String address) {
        return new RequestOrigin(address, null, null);
    }

    private String tokenRequestOf(String clientId) throws IOException {
        URI issuer = URI.create(server.issuer());
        String form = "grant_type=client_credentials&client_id=" + clientId + "&client_secret=x";
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), issuer.getPort()));
            socket.getOutputStream()
                    .write(("POST /oauth2/token HTTP/1.1\r\nHost: localhost:" + issuer.getPort()
                                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + form.length() + "\r\nConnection: close\r\n\r\n" + form)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\r\n")[0];
        }
    }
}
