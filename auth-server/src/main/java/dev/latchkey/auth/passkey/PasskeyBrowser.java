package dev.latchkey.auth.passkey;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.BrowserCookie;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Binds a challenge to a browser that has no session yet: a random value in a cookie, stored nowhere else. Pages that are open
 * side by side share it.
 */
@Component
class PasskeyBrowser {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final OpaqueValues values;
    private final BrowserCookie cookie;

    PasskeyBrowser(OpaqueValues values, Issuer issuer) {
        this.values = values;
        this.cookie = BrowserCookie.strict("latchkey-passkey", issuer);
    }

    /** The holder of challenges that this browser is. */
    Optional<String> holder(HttpServletRequest request) {
        return cookie.readOpaque(request).map(value -> "browser/" + value);
    }

    /** The same, for a browser that is met for the first time too. */
    String enter(HttpServletRequest request, HttpServletResponse response) {
        return holder(request).orElseGet(() -> {
            String value = values.generate();
            cookie.write(value, LIFETIME, response);
            return "browser/" + value;
        });
    }
}
