package dev.latchkey.auth.risk;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The cookie by which a browser is recognised that signed in before. It opens nothing. */
@Component
class FamiliarBrowser {

    private final RiskProperties properties;
    private final String name;
    private final boolean secure;

    FamiliarBrowser(RiskProperties properties, Issuer issuer) {
        this.properties = properties;
        this.secure = issuer.isHttps();
        this.name = secure ? "__Host-latchkey-familiar" : "latchkey-familiar";
    }

    Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(OpaqueValues::isWellFormed)
                .findFirst();
    }

    void write(HttpServletResponse response, String value) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .httpOnly(true)
                        .secure(secure)
                        .path("/")
                        .sameSite("Lax")
                        .maxAge(properties.familiarFor())
                        .build()
                        .toString());
    }
}
