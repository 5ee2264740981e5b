package dev.latchkey.auth.session;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The cookie that holds a session's secret. On https its name has the {@code __Host-} prefix: the browser then refuses
 * one set by a subdomain or over http (RFC 6265bis §4.1.3.2). The row decides how long it is
 * good for; only the cookie of a remembered session outlives the browser's window.
 */
@Component
class SessionCookie {

    private final String name;
    private final boolean secure;
    private final Clock clock;

    SessionCookie(Issuer issuer, Clock clock) {
        this.clock = clock;
        this.secure = issuer.isHttps();
        this.name = secure ? "__Host-latchkey-session" : "latchkey-session";
    }

    Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name) && OpaqueValues.isWellFormed(cookie.getValue())) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    void write(HttpServletResponse response, BrowserSessions.Opened opened) {
        ResponseCookie.ResponseCookieBuilder written = cookie(opened.secret());
        if (opened.session().remembered()) {
            written.maxAge(Duration.between(clock.instant(), opened.session().expiresAt()));
        }
        response.addHeader(HttpHeaders.SET_COOKIE, written.build().toString());
    }

    void clear(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie("").maxAge(0).build().toString());
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String value) {
        return ResponseCookie.from(name, value)
                .httpOnly(true)
                .secure(secure)
                .path("/")
                .sameSite("Lax");
    }
}
