package dev.latchkey.demo.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The headers of every answer. A filter outside of Spring Security's, since the pages for requests that its firewall
 * refuses need them as well.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SecurityHeaders extends OncePerRequestFilter {

    private static final String NO_FEATURES =
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(),"
                    + " microphone=(), midi=(), payment=(), usb=()";

    private final List<HeaderWriter> writers;

    SecurityHeaders(ContentSecurityPolicy contentSecurityPolicy) {
        this.writers = List.of(
                contentSecurityPolicy,
                new HstsHeaderWriter(), // on https only
                new StaticHeadersWriter(List.of(
                        new Header("X-Content-Type-Options", "nosniff"),
                        new Header("X-Frame-Options", "DENY"),
                        new Header("Referrer-Policy", "no-referrer"),
                        new Header("Permissions-Policy", NO_FEATURES),
                        new Header("Cross-Origin-Opener-Policy", "same-origin"),
                        new Header("Cross-Origin-Resource-Policy", "same-origin"),
                        // What may be kept, style sheets for instance, says so itself.
                        new Header("Cache-Control", "no-store"))));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        writers.forEach(writer -> writer.writeHeaders(request, response));
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
