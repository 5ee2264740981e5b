package dev.latchkey.demo.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Brings a person whose tokens are spent, or not good enough, through a sign-in and back to what they were doing. */
@ControllerAdvice
class SignInAgainAdvice implements WebMvcConfigurer, HandlerInterceptor {

    private static final Logger log = LoggerFactory.getLogger(SignInAgainAdvice.class);

    private static final String SENT_AWAY = SignInAgainAdvice.class.getName() + ".SENT_AWAY";

    private final InterruptedRequests interrupted;

    SignInAgainAdvice(InterruptedRequests interrupted) {
        this.interrupted = interrupted;
    }

    /** The access token could not be renewed: refused for good, or nobody there to ask. */
    @ExceptionHandler
    void tokenNotRenewed(ClientAuthorizationException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (SignInProblem.isOutage(failure)) {
            log.warn("The access token could not be renewed, the authorization server does not answer");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        signInAgain(failure, Reason.SPENT, request, response);
    }

    /** The API refused the access token: revoked, for instance, or the API asks for a stronger or fresher sign-in. */
    @ExceptionHandler
    void tokenRefused(
            HttpClientErrorException.Unauthorized failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<StepUp> demanded =
                Optional.ofNullable(failure.getResponseHeaders()).flatMap(StepUp::demandedBy);
        demanded.ifPresent(stepUp -> stepUp.remember(request));
        signInAgain(failure, demanded.isPresent() ? Reason.NOT_GOOD_ENOUGH : Reason.SPENT, request, response);
    }

    private void signInAgain(Exception failure, Reason reason, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        HttpSession session = request.getSession();
        if (session.getAttribute(SENT_AWAY) == reason) {
            // The new tokens are refused for the same reason. Another round would go in circles.
            session.removeAttribute(SENT_AWAY);
            log.error("Tokens are {} directly after a sign-in: {}", reason, failure.getMessage());
            response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
            return;
        }
        log.info("Signing in again, since the tokens are {}: {}", reason, failure.getMessage());
        session.setAttribute(SENT_AWAY, reason);
        interrupted.signInFirst(request, response);
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

    private enum Reason {
        SPENT,
        NOT_GOOD_ENOUGH
    }
}
