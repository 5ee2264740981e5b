package dev.latchkey.auth.session;

import dev.latchkey.auth.web.BrowserCookie;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The cookie that holds a session's secret. The row decides how long it is good for; only the cookie of a remembered session
 * outlives the browser's window.
 */
@Component
class SessionCookie {

    private final BrowserCookie cookie;
    private final Clock clock;

    SessionCookie(Issuer issuer, Clock clock) {
        this.cookie = BrowserCookie.lax("latchkey-session", issuer);
        this.clock = clock;
    }

    Optional<String> read(HttpServletRequest request) {
        return cookie.readOpaque(request);
    }

    void write(HttpServletResponse response, BrowserSessions.Opened opened) {
        if (opened.session().remembered()) {
            Duration rest = Duration.between(clock.instant(), opened.session().expiresAt());
            cookie.write(opened.secret(), rest, response);
        } else {
            cookie.write(opened.secret(), response);
        }
    }

    void clear(HttpServletResponse response) {
        cookie.clear(response);
    }
}
