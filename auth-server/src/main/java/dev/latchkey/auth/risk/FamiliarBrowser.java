package dev.latchkey.auth.risk;

import dev.latchkey.auth.web.BrowserCookie;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The cookie by which a browser is recognised that signed in before. It opens nothing. */
@Component
class FamiliarBrowser {

    private final RiskProperties properties;
    private final BrowserCookie cookie;

    FamiliarBrowser(RiskProperties properties, Issuer issuer) {
        this.properties = properties;
        this.cookie = BrowserCookie.lax("latchkey-familiar", issuer);
    }

    Optional<String> read(HttpServletRequest request) {
        return cookie.readOpaque(request);
    }

    void write(HttpServletResponse response, String value) {
        cookie.write(value, properties.familiarFor(), response);
    }
}
