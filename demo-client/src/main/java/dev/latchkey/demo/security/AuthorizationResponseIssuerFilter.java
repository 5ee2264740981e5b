package dev.latchkey.demo.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses an authorization response that does not name our authorization server as its issuer, before the code in it is
 * sent anywhere. The framework does not look at {@code iss}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9207#section-2.4">RFC 9207 §2.4</a>
 */
class AuthorizationResponseIssuerFilter extends OncePerRequestFilter {

    private static final RequestMatcher AUTHORIZATION_RESPONSE =
            PathPatternRequestMatcher.withDefaults().matcher("/login/oauth2/code/*");

    private final String issuer;

    private final AuthenticationFailureHandler failureHandler;

    AuthorizationResponseIssuerFilter(String issuer, AuthenticationFailureHandler failureHandler) {
        this.issuer = issuer;
        this.failureHandler = failureHandler;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !AUTHORIZATION_RESPONSE.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String[] named = request.getParameterValues("iss");
        if (named != null && named.length == 1 && named[0].equals(issuer)) {
            chain.doFilter(request, response);
        } else {
            OAuth2Error error =
                    new OAuth2Error("invalid_issuer", "The authorization response does not come from " + issuer, null);
            failureHandler.onAuthenticationFailure(request, response, new OAuth2AuthenticationException(error));
        }
    }
}
