package dev.latchkey.auth.emailcode;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.BrowserCookie;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The cookie that binds a code to the browser that asked for it, so that one that is read out to somebody is of no use to them. */
@Component
class AskingBrowser {

    private final OpaqueValues values;
    private final EmailCodeProperties properties;
    private final BrowserCookie cookie;

    /** Lax, because the link is opened from a mail program. */
    AskingBrowser(OpaqueValues values, EmailCodeProperties properties, Issuer issuer) {
        this.values = values;
        this.properties = properties;
        this.cookie = BrowserCookie.lax("latchkey-email", issuer);
    }

    Optional<String> read(HttpServletRequest request) {
        return cookie.readOpaque(request);
    }

    /** A new value for each code: one that was planted is worth nothing. */
    String enter(HttpServletResponse response) {
        String value = values.generate();
        cookie.write(value, properties.lifetime(), response);
        return value;
    }
}
