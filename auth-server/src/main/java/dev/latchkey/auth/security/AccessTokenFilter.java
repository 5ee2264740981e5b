package dev.latchkey.auth.security;

import dev.latchkey.auth.dpop.DPoPChallenge;
import dev.latchkey.auth.dpop.DPoPHeaders;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.dpop.DPoPProofs;
import dev.latchkey.auth.dpop.RejectedProofException;
import dev.latchkey.auth.token.OwnTokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates by an access token of ours. One that is bound to a key passes only with a proof of that key, and one that is
 * not bound only as a bearer token (RFC 9449 §7.1, §7.2). The framework's filter refuses bound tokens, and its DPoP filter
 * remembers proofs on one node.
 */
final class AccessTokenFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(AccessTokenFilter.class);
    private static final String INVALID_TOKEN = "invalid_token";
    private static final String INVALID_PROOF = "invalid_dpop_proof";

    private final OwnTokens tokens;
    private final DPoPProofs proofs;
    private final String url;
    private final AccessTokenInRequest tokenInRequest = new AccessTokenInRequest();

    /** @param url of the one endpoint behind this filter */
    AccessTokenFilter(OwnTokens tokens, DPoPProofs proofs, String url) {
        this.tokens = tokens;
        this.proofs = proofs;
        this.url = url;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            String token = tokenInRequest.resolve(request);
            if (token != null) {
                Jwt jwt = tokens.decode(token);
                Optional<String> refusal = refusal(request, jwt);
                if (refusal.isPresent()) {
                    refuse(request, response, HttpStatus.UNAUTHORIZED, refusal.get(), isBound(jwt));
                    return;
                }
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(new JwtAuthenticationToken(jwt, List.of()));
                SecurityContextHolder.setContext(context);
            }
        } catch (BadJwtException notOurs) {
            refuse(request, response, HttpStatus.UNAUTHORIZED, INVALID_TOKEN, false);
            return;
        } catch (OAuth2AuthenticationException malformed) {
            HttpStatus status = malformed.getError() instanceof BearerTokenError error
                    ? error.getHttpStatus()
                    : HttpStatus.UNAUTHORIZED;
            refuse(request, response, status, malformed.getError().getErrorCode(), false);
            return;
        }
        chain.doFilter(request, response);
    }

    /** RFC 6750 §3: no error code for a request without a token, only the ways to send one. */
    static void challenge(HttpServletResponse response) {
        refuse(response, HttpStatus.UNAUTHORIZED, List.of("Bearer", DPoPChallenge.withoutError()));
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String error, boolean bound) {
        boolean byProof = bound || AccessTokenInRequest.isBoundIn(request);
        String parameters = "error=\"" + error + "\"";
        refuse(response, status, List.of(byProof ? DPoPChallenge.of(parameters) : "Bearer " + parameters));
    }

    private static void refuse(HttpServletResponse response, HttpStatus status, List<String> challenges) {
        response.setStatus(status.value());
        challenges.forEach(challenge -> response.addHeader(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    private Optional<String> refusal(HttpServletRequest request, Jwt token) {
        Object key = keyOf(token);
        boolean boundScheme = AccessTokenInRequest.isBoundIn(request);
        if (key == null && !boundScheme) {
            return Optional.empty();
        }
        if (key == null || !boundScheme) {
            return Optional.of(INVALID_TOKEN);
        }
        List<String> headers = Collections.list(request.getHeaders(DPoPHeaders.NAME));
        if (headers.size() != 1) {
            return Optional.of(INVALID_PROOF);
        }
        try {
            DPoPProof proof = proofs.verify(headers.get(0), request.getMethod(), url, token.getTokenValue());
            if (!proof.thumbprint().equals(key)) {
                return Optional.of(INVALID_TOKEN);
            }
            return proofs.spend(proof) ? Optional.empty() : Optional.of(INVALID_PROOF);
        } catch (RejectedProofException rejected) {
            log.info("DPoP proof refused: {}", rejected.getMessage());
            return Optional.of(rejected.errorCode());
        }
    }

    private static boolean isBound(Jwt token) {
        return keyOf(token) != null;
    }

    private static @Nullable Object keyOf(Jwt token) {
        return token.getClaim("cnf") instanceof Map<?, ?> confirmation ? confirmation.get("jkt") : null;
    }
}
