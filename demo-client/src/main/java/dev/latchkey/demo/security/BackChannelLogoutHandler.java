package dev.latchkey.demo.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionInformation;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionRegistry;
import org.springframework.security.web.authentication.logout.LogoutHandler;

/**
 * Ends the sessions that a logout token names; the framework has checked the token by then.
 *
 * <p>The framework's own handler calls this application over HTTP, at the address in the {@code Host} header and with
 * the session's cookie. Ending the session where it lives needs neither.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#BCActions">OpenID Connect Back-Channel
 *     Logout 1.0 §2.7</a>
 */
class BackChannelLogoutHandler implements LogoutHandler {

    private static final Logger log = LoggerFactory.getLogger(BackChannelLogoutHandler.class);

    private final OidcSessionRegistry signedIn;

    private final BrowserSessions sessions;

    BackChannelLogoutHandler(OidcSessionRegistry signedIn, BrowserSessions sessions) {
        this.signedIn = signedIn;
        this.sessions = sessions;
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (authentication == null || !(authentication.getPrincipal() instanceof OidcLogoutToken token)) {
            throw new IllegalArgumentException("Back-channel logout without a logout token");
        }
        int ended = 0;
        for (OidcSessionInformation session : signedIn.removeSessionInformation(token)) {
            sessions.end(session.getSessionId());
            ended++;
        }
        log.info("Back-channel logout ended {} session(s)", ended);
    }
}
