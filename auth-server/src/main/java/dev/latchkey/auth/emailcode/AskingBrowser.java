package dev.latchkey.auth.emailcode;

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

/** The cookie that binds a code to the browser that asked for it, so that one that is read out to somebody is of no use to them. */
@Component
class AskingBrowser {

    private final OpaqueValues values;
    private final EmailCodeProperties properties;
    private final String name;
    private final boolean secure;

    AskingBrowser(OpaqueValues values, EmailCodeProperties properties, Issuer issuer) {
        this.values = values;
        this.properties = properties;
        this.secure = issuer.isHttps();
        this.name = secure ? "__Host-latchkey-email" : "latchkey-email";
    }

    Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(OpaqueValues::isWellFormed)
                .findFirst();
    }

    /** A new value for each code: one that was planted is worth nothing. Lax, because the link is opened from a mail program. */
    String enter(HttpServletResponse response) {
        String value = values.generate();
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .httpOnly(true)
                        .secure(secure)
                        .path("/")
                        .sameSite("Lax")
                        .maxAge(properties.lifetime())
                        .build()
                        .toString());
        return value;
    }
}
