package dev.latchkey.auth.security;

import dev.latchkey.auth.client.BrowserOrigins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the scripts of registered browser applications read our answers (Fetch Standard, CORS protocol), at the endpoints that
 * they call and nowhere else. Cookies are never part of it. Any other caller is answered as if it had no origin: that is no
 * crime, and its browser keeps the answer from it.
 */
final class BrowserOriginFilter extends OncePerRequestFilter {

    private static final String LIFETIME_SECONDS = "600";

    private final BrowserOrigins origins;
    private final RequestMatcher endpoints;

    BrowserOriginFilter(BrowserOrigins origins, RequestMatcher endpoints) {
        this.origins = origins;
        this.endpoints = endpoints;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !endpoints.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean known = origin != null && origins.contains(origin);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (known) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "WWW-Authenticate, DPoP-Nonce");
        }
        if (!isPreflight(request)) {
            chain.doFilter(request, response);
        } else if (known) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, DPoP");
            response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, LIFETIME_SECONDS);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static boolean isPreflight(HttpServletRequest request) {
        return HttpMethod.OPTIONS.matches(request.getMethod())
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }
}
