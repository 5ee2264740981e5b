package dev.latchkey.auth.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes files where a page asks for one, and nowhere else: whatever reads a parameter first would unpack all of them, and so
 * would the framework before it looks for a handler.
 */
final class UploadFilter extends OncePerRequestFilter {

    private final RequestMatcher passed;

    /** @param passed what takes a file, or says by itself that it takes none */
    UploadFilter(RequestMatcher passed) {
        this.passed = passed;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isMultipart(request) && !passed.matches(request)) {
            response.setHeader(HttpHeaders.ACCEPT, "application/x-www-form-urlencoded");
            response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }
}
