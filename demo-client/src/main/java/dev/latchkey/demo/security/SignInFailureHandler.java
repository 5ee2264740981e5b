package dev.latchkey.demo.security;

import dev.latchkey.demo.web.CorrelationId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Remembers what went wrong and moves to a page of its own, so that the code does not stay in the address bar. */
@Component
class SignInFailureHandler implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(SignInFailureHandler.class);

    private final SecurityContextRepository signedIn = new HttpSessionSecurityContextRepository();

    private final InterruptedRequests interrupted;

    SignInFailureHandler(InterruptedRequests interrupted) {
        this.interrupted = interrupted;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        SignInProblem problem = new SignInProblem(SignInProblem.kindOf(failure), CorrelationId.of(request));
        log.warn("Sign-in ended as {}: {}", problem.kind(), failure.getMessage());
        problem.remember(request);
        if (problem.kind() == SignInProblem.Kind.DENIED && signedIn.containsContext(request)) {
            // A step-up was called off, and with it what it was for.
            interrupted.forget(request, response);
        }
        response.sendRedirect(request.getContextPath() + SignInProblemController.PATH);
    }
}
