package dev.latchkey.auth.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.multipart.MultipartException;

/**
 * Decides what a failure that nobody handled means to the client, and logs it once, with the correlation id. The container would
 * log it after the filters, without the id, and call everything a 500.
 */
final class FailureFilter implements Filter {

    private static final Logger log = LoggerFactory.getLogger(FailureFilter.class);

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
            if (response.isCommitted() || !(response instanceof HttpServletResponse http)) {
                throw failure;
            }
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, failure);
            http.sendError(statusOf(failure));
        }
    }

    private static int statusOf(Exception failure) {
        if (UnavailableDatabase.isCauseOf(failure)) {
            log.warn("The database is not available: {}", failure.toString());
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
        Throwable cause =
                failure instanceof ServletException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof InvalidParameterException unreadable) {
            // Too many parameters, a body too large, an encoding that is none: the client's doing. The message quotes
            // them.
            log.warn("Parameters that cannot be read, answered with {}", unreadable.getErrorCode());
            return unreadable.getErrorCode();
        }
        if (cause instanceof MultipartException) {
            log.warn("Parts that cannot be read, answered with {}", HttpServletResponse.SC_BAD_REQUEST);
            return HttpServletResponse.SC_BAD_REQUEST;
        }
        log.error("Nobody handled this failure", failure);
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
