package dev.latchkey.demo.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/**
 * Tells a form that outlived its session from a forged one.
 *
 * <p>With the session its CSRF token is gone, so both arrive without a valid one. A current browser says where a request
 * comes from ({@code Sec-Fetch-Site}, which neither scripts nor other sites can set): a form of our own pages leads
 * through a sign-in and is then sent, a sign-out has nothing left to do, and anything else is refused.
 */
@Component
class ExpiredSessionHandler implements AccessDeniedHandler {

    private final InterruptedRequests interrupted;

    private final AccessDeniedHandler refuse = new AccessDeniedHandlerImpl();

    ExpiredSessionHandler(InterruptedRequests interrupted) {
        this.interrupted = interrupted;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, ServletException {
        if (!(denied instanceof CsrfException) || !isSentByOurOwnPage(request)) {
            refuse.handle(request, response, denied);
        } else if (!request.getServletPath().equals("/logout")) {
            interrupted.signInFirst(request, response);
        } else if (SecurityContextHolder.getContext().getAuthentication() == null) {
            response.sendRedirect(request.getContextPath() + "/");
        } else {
            refuse.handle(request, response, denied);
        }
    }

    private static boolean isSentByOurOwnPage(HttpServletRequest request) {
        return "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }
}
