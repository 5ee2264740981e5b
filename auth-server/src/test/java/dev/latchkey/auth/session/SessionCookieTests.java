package dev.latchkey.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.TestClock;
import dev.latchkey.auth.web.Issuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** LG-18. */
class SessionCookieTests {

    private static final String SECRET = "A".repeat(43);

    private final TestClock clock = new TestClock();
    private final SessionCookie secure = new SessionCookie(new Issuer("https://id.example.test"), clock);

    @Test
    void belongsToThisHostAloneOnHttps() {
        assertThat(written(secure, opened(false)))
                .isEqualTo("__Host-latchkey-session=" + SECRET + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void isNotReadUnderAnotherName() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(new jakarta.servlet.http.Cookie("latchkey-session", SECRET));
        assertThat(secure.read(request)).isEmpty();
        request.setCookies(new jakarta.servlet.http.Cookie("__Host-latchkey-session", SECRET));
        assertThat(secure.read(request)).contains(SECRET);
    }

    @Test
    void outlivesTheWindowOnlyWhereThePersonAskedForIt() {
        assertThat(written(secure, opened(true)))
                .startsWith("__Host-latchkey-session=" + SECRET + "; Path=/; Max-Age=2592000; Expires=")
                .endsWith("; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void isTakenAwayAsItWasGiven() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        secure.clear(response);
        assertThat(response.getHeader("Set-Cookie"))
                .startsWith("__Host-latchkey-session=; Path=/; Max-Age=0;")
                .endsWith("; Secure; HttpOnly; SameSite=Lax");
    }

    private BrowserSessions.Opened opened(boolean remembered) {
        Instant now = clock.instant();
        BrowserSession session = new BrowserSession(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "alice",
                Map.of(Factor.PASSWORD, now),
                Demand.ONE_FACTOR,
                Set.of(),
                remembered,
                false,
                null,
                now,
                now,
                now.plus(Duration.ofDays(30)));
        return new BrowserSessions.Opened(session, SECRET);
    }

    private static String written(SessionCookie cookie, BrowserSessions.Opened opened) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        cookie.write(response, opened);
        return response.getHeader("Set-Cookie");
    }
}
