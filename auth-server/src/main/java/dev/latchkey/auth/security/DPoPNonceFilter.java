package dev.latchkey.auth.security;

import dev.latchkey.auth.dpop.DPoPHeaders;
import dev.latchkey.auth.dpop.DPoPNonces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives whoever sends a DPoP proof the nonce for the next one, with every answer (RFC 9449 §8, §8.2, §9). */
final class DPoPNonceFilter extends OncePerRequestFilter {

    private final DPoPNonces nonces;

    DPoPNonceFilter(DPoPNonces nonces) {
        this.nonces = nonces;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (nonces.areRequired() && request.getHeader(DPoPHeaders.NAME) != null) {
            response.setHeader(DPoPNonces.HEADER, nonces.current());
        }
        chain.doFilter(request, response);
    }
}
