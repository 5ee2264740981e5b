package dev.latchkey.auth.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Writes the {@link SecurityHeaders} before anything else can answer, in front of the security chains and outside of them: a request
 * that no chain matches, or that the firewall refuses, is answered with the same headers.
 */
final class SecurityHeadersFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse) {
            SecurityHeaders.write(httpRequest, httpResponse);
        }
        chain.doFilter(request, response);
    }
}
