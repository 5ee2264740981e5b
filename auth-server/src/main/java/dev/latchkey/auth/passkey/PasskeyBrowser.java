package dev.latchkey.auth.passkey;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Binds a challenge to a browser that has no session yet: a random value in a cookie, stored nowhere else. Pages that are open
 * side by side share it.
 */
@Component
class PasskeyBrowser {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final OpaqueValues values;
    private final String name;
    private final boolean secure;

    PasskeyBrowser(OpaqueValues values, Issuer issuer) {
        this.values = values;
        this.secure = issuer.isHttps();
        this.name = secure ? "__Host-latchkey-passkey" : "latchkey-passkey";
    }

    /** The holder of challenges that this browser is. */
    Optional<String> holder(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(OpaqueValues::isWellFormed)
                .findFirst()
                .map(value -> "browser/" + value);
    }

    /** The same, for a browser that is met for the first time too. */
    String enter(HttpServletRequest request, HttpServletResponse response) {
        return holder(request).orElseGet(() -> {
            String value = values.generate();
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(name, value)
                            .httpOnly(true)
                            .secure(secure)
                            .path("/")
                            .sameSite("Strict")
                            .maxAge(LIFETIME)
                            .build()
                            .toString());
            return "browser/" + value;
        });
    }
}
