package dev.latchkey.auth.federation;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * What binds a browser to what it began: one cookie for each time that it goes to a provider, with a secret of which PKCE's verifier
 * and the nonce are made, so that neither is stored anywhere; and one with the handle of an arrival.
 */
@Component
class FederationCookies {

    private static final int STATE_PREFIX = 8;
    private static final int MOST_AT_ONCE = 5;

    private final String flow;
    private final String arrival;
    private final String last;
    private final String upstream;
    private final boolean secure;

    FederationCookies(Issuer issuer) {
        this.secure = issuer.isHttps();
        String prefix = secure ? "__Host-latchkey-" : "latchkey-";
        this.flow = prefix + "federated-";
        this.arrival = prefix + "arrival";
        this.last = prefix + "provider";
        this.upstream = prefix + "upstream";
    }

    void enter(String state, String secret, HttpServletRequest request, HttpServletResponse response) {
        List<Cookie> open =
                all(request).filter(cookie -> cookie.getName().startsWith(flow)).toList();
        if (open.size() >= MOST_AT_ONCE) {
            open.forEach(cookie -> write(cookie.getName(), "", Duration.ZERO, response));
        }
        write(flow + state.substring(0, STATE_PREFIX), secret, FederatedRequests.LIFETIME, response);
    }

    /** The secret of the browser that began with this state; it is good for nothing afterwards. */
    Optional<String> leave(String state, HttpServletRequest request, HttpServletResponse response) {
        String name = flow + state.substring(0, STATE_PREFIX);
        Optional<String> secret = read(name, request).filter(OpaqueValues::isWellFormed);
        if (secret.isPresent()) {
            write(name, "", Duration.ZERO, response);
        }
        return secret;
    }

    Optional<String> arrival(HttpServletRequest request) {
        return read(arrival, request).filter(OpaqueValues::isWellFormed);
    }

    void arrive(String handle, HttpServletResponse response) {
        write(arrival, handle, Arrivals.LIFETIME, response);
    }

    void forgetArrival(HttpServletResponse response) {
        write(arrival, "", Duration.ZERO, response);
    }

    /** Which provider this browser used last: for the badge on its button, and worth nothing else. */
    Optional<String> lastProvider(HttpServletRequest request) {
        return read(last, request);
    }

    void remember(Provider provider, HttpServletResponse response) {
        write(last, provider.name(), Duration.ofDays(180), response);
    }

    /** The provider at which somebody who has just signed out here may still be signed in. */
    Optional<String> upstream(HttpServletRequest request) {
        return read(upstream, request);
    }

    void rememberUpstream(Provider provider, HttpServletResponse response) {
        write(upstream, provider.name(), FederatedRequests.LIFETIME, response);
    }

    private void write(String name, String value, Duration age, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .httpOnly(true)
                        .secure(secure)
                        .path("/")
                        .sameSite("Lax")
                        .maxAge(age)
                        .build()
                        .toString());
    }

    private static Optional<String> read(String name, HttpServletRequest request) {
        return all(request)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }

    private static Stream<Cookie> all(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies);
    }
}
