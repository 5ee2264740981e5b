package dev.latchkey.demo.security;

import dev.latchkey.demo.web.AccountField;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * After a sign-in, goes on with the interrupted request, unless it was somebody else's: what Alice typed before her
 * session ended must not become Bob's note because he signed in next.
 */
class ReturnToPageHandler extends SavedRequestAwareAuthenticationSuccessHandler {

    private final HttpSessionRequestCache interrupted = new HttpSessionRequestCache();

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        request.getSession().removeAttribute(SignInFailureHandler.PROBLEM);
        SavedRequest saved = interrupted.getRequest(request, response);
        if (saved != null && AccountField.isOfSomebodyElse(saved.getParameterMap(), authentication.getName())) {
            interrupted.removeRequest(request, response);
        }
        super.onAuthenticationSuccess(request, response, authentication);
    }
}
