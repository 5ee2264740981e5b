package dev.latchkey.notes.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.DPoPAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.DPoPAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Reads token and proof; the address the proof must name comes from configuration, never from the Host header. */
final class DPoPRequest implements AuthenticationConverter {

    private final DPoPAuthenticationConverter framework = new DPoPAuthenticationConverter();

    private final String baseUrl;

    DPoPRequest(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        if (!(framework.convert(request) instanceof DPoPAuthenticationToken token)) {
            return null;
        }
        return new DPoPAuthenticationToken(
                token.getAccessToken(), token.getDPoPProof(), token.getMethod(), baseUrl + request.getRequestURI());
    }
}
