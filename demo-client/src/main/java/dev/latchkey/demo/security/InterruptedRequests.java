package dev.latchkey.demo.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/**
 * What a person was doing when a sign-in had to come first. The framework runs the saved request again afterwards, a
 * form that was just filled in included: while the session at the authorization server lives, saving a note with spent
 * tokens takes two redirects more and is not noticed.
 *
 * <p>Two rules keep a form from being sent when nobody means it any more. Only the sign-in for which it was saved sends
 * it, not one that is started later from somewhere else; and only for the account for which its page was rendered, so
 * that what Alice typed does not become Bob's note.
 */
@Component
class InterruptedRequests {

    /** The hidden field that says for whom a form was rendered. */
    private static final String ACCOUNT = "account";

    /** Marks a sign-in that goes on with the saved request. */
    private static final String RESUME = "resume";

    private final HttpSessionRequestCache saved = new HttpSessionRequestCache();

    void signInFirst(HttpServletRequest request, HttpServletResponse response) throws IOException {
        saved.saveRequest(isUpload(request) ? new PageOfForm(request) : request, response);
        response.sendRedirect(request.getContextPath() + ClientRegistrationConfiguration.SIGN_IN_PATH + "?" + RESUME);
    }

    /** Called when a sign-in starts. */
    void forgetFormUnlessResumed(HttpServletRequest signIn, HttpServletResponse response) {
        SavedRequest request = saved.getRequest(signIn, response);
        if (request != null && !request.getMethod().equals("GET") && !resumes(signIn)) {
            forget(signIn, response);
        }
    }

    /** Called when a sign-in has succeeded. */
    void forgetUnlessOf(String account, HttpServletRequest signIn, HttpServletResponse response) {
        SavedRequest request = saved.getRequest(signIn, response);
        String[] owner = request == null ? null : request.getParameterValues(ACCOUNT);
        if (owner != null && !(owner.length == 1 && owner[0].equals(account))) {
            forget(signIn, response);
        }
    }

    void forget(HttpServletRequest request, HttpServletResponse response) {
        saved.removeRequest(request, response);
    }

    private static boolean resumes(HttpServletRequest signIn) {
        String origin = signIn.getHeader("Sec-Fetch-Site");
        return signIn.getParameter(RESUME) != null && (origin == null || origin.equals("same-origin"));
    }

    private static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith("multipart/");
    }

    /** Files are not kept. The page with the form has the address to which the form is sent. */
    private static final class PageOfForm extends HttpServletRequestWrapper {

        PageOfForm(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = Collections.list(super.getHeaderNames());
            names.removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith("content-"));
            return Collections.enumeration(names);
        }
    }
}
