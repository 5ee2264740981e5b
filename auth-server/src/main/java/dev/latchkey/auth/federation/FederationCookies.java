package dev.latchkey.auth.federation;

import dev.latchkey.auth.web.BrowserCookie;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What binds a browser to what it began: one cookie for each time that it goes to a provider, with a secret of which PKCE's verifier
 * and the nonce are made, so that neither is stored anywhere; and one with the handle of an arrival.
 */
@Component
class FederationCookies {

    private static final int STATE_PREFIX = 8;
    private static final int MOST_AT_ONCE = 5;

    private final BrowserCookie flow;
    private final BrowserCookie arrival;
    private final BrowserCookie last;
    private final BrowserCookie upstream;

    FederationCookies(Issuer issuer) {
        this.flow = BrowserCookie.lax("latchkey-federated-", issuer);
        this.arrival = BrowserCookie.lax("latchkey-arrival", issuer);
        this.last = BrowserCookie.lax("latchkey-provider", issuer);
        this.upstream = BrowserCookie.lax("latchkey-upstream", issuer);
    }

    void enter(String state, String secret, HttpServletRequest request, HttpServletResponse response) {
        List<BrowserCookie> open = flow.allOf(request);
        if (open.size() >= MOST_AT_ONCE) {
            open.forEach(cookie -> cookie.clear(response));
        }
        flowOf(state).write(secret, FederatedRequests.LIFETIME, response);
    }

    /** The secret of the browser that began with this state; it is good for nothing afterwards. */
    Optional<String> leave(String state, HttpServletRequest request, HttpServletResponse response) {
        Optional<String> secret = flowOf(state).readOpaque(request);
        if (secret.isPresent()) {
            flowOf(state).clear(response);
        }
        return secret;
    }

    Optional<String> arrival(HttpServletRequest request) {
        return arrival.readOpaque(request);
    }

    void arrive(String handle, HttpServletResponse response) {
        arrival.write(handle, Arrivals.LIFETIME, response);
    }

    void forgetArrival(HttpServletResponse response) {
        arrival.clear(response);
    }

    /** Which provider this browser used last: for the badge on its button, and worth nothing else. */
    Optional<String> lastProvider(HttpServletRequest request) {
        return last.read(request);
    }

    void remember(Provider provider, HttpServletResponse response) {
        last.write(provider.name(), Duration.ofDays(180), response);
    }

    /** The provider at which somebody who has just signed out here may still be signed in. */
    Optional<String> upstream(HttpServletRequest request) {
        return upstream.read(request);
    }

    void rememberUpstream(Provider provider, HttpServletResponse response) {
        upstream.write(provider.name(), FederatedRequests.LIFETIME, response);
    }

    private BrowserCookie flowOf(String state) {
        return flow.with(state.substring(0, STATE_PREFIX));
    }
}
