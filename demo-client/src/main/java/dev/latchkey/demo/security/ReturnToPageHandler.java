package dev.latchkey.demo.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** After a sign-in, goes on with what the person was doing, if it was this person. */
@Component
class ReturnToPageHandler extends SavedRequestAwareAuthenticationSuccessHandler {

    private final InterruptedRequests interrupted;

    ReturnToPageHandler(InterruptedRequests interrupted) {
        this.interrupted = interrupted;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        SignInProblem.forget(request);
        interrupted.forgetUnlessOf(authentication.getName(), request, response);
        super.onAuthenticationSuccess(request, response, authentication);
    }
}
