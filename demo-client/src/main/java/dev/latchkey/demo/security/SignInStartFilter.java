package dev.latchkey.demo.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Starts a sign-in only when the authorization server answers, otherwise the person gets a page that says so; and not
 * with the remains of an earlier one.
 */
class SignInStartFilter extends OncePerRequestFilter {

    private static final RequestMatcher SIGN_IN =
            PathPatternRequestMatcher.withDefaults().matcher(ClientRegistrationConfiguration.SIGN_IN_PATH);

    private final AuthorizationServerProbe authorizationServer;

    private final InterruptedRequests interrupted;

    private final AuthenticationFailureHandler failureHandler;

    SignInStartFilter(
            AuthorizationServerProbe authorizationServer,
            InterruptedRequests interrupted,
            AuthenticationFailureHandler failureHandler) {
        this.authorizationServer = authorizationServer;
        this.interrupted = interrupted;
        this.failureHandler = failureHandler;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !SIGN_IN.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        interrupted.forgetFormUnlessResumed(request, response);
        if (authorizationServer.answers()) {
            chain.doFilter(request, response);
        } else {
            failureHandler.onAuthenticationFailure(
                    request, response, new AuthenticationServiceException("The authorization server does not answer"));
        }
    }
}
