package dev.latchkey.demo.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Brings a person whose tokens are spent through a new sign-in and back to what they were doing.
 *
 * <p>The interrupted request is saved whole, and the framework runs it again after the sign-in: while the session at
 * the authorization server lives, saving a note with spent tokens just takes two redirects longer, and in any case
 * nothing that was typed is lost.
 */
@ControllerAdvice
class SignInAgainAdvice implements WebMvcConfigurer, HandlerInterceptor {

    private static final Logger log = LoggerFactory.getLogger(SignInAgainAdvice.class);

    private static final String SENT_AWAY = SignInAgainAdvice.class.getName() + ".SENT_AWAY";

    private final HttpSessionRequestCache interrupted = new HttpSessionRequestCache();

    /** The access token could not be renewed: refused for good, or nobody there to ask. */
    @ExceptionHandler
    void tokenNotRenewed(ClientAuthorizationException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (SignInProblem.isOutage(failure)) {
            log.warn("The access token could not be renewed, the authorization server does not answer");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        signInAgain(failure, request, response);
    }

    /** The notes API refused the access token, although it has not expired: revoked, for instance. */
    @ExceptionHandler
    void tokenRefused(
            HttpClientErrorException.Unauthorized failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        signInAgain(failure, request, response);
    }

    private void signInAgain(Exception reason, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (request.getSession().getAttribute(SENT_AWAY) != null) {
            // Fresh tokens are refused as well. Another round would go in circles.
            request.getSession().removeAttribute(SENT_AWAY);
            log.error("Tokens are refused directly after a sign-in: {}", reason.getMessage());
            response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
            return;
        }
        log.info("Signing in again, since the tokens are spent: {}", reason.getMessage());
        request.getSession().setAttribute(SENT_AWAY, true);
        interrupted.saveRequest(request, response);
        response.sendRedirect(request.getContextPath() + ClientRegistrationConfiguration.SIGN_IN_PATH);
    }

    /** A page came out: the next refusal may lead through a sign-in again. */
    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(SENT_AWAY);
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }
}
