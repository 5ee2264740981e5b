package dev.latchkey.notes.security;

import dev.latchkey.notes.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Tells a client how to authenticate: which schemes, what was wrong, which scope is missing, and where the metadata is.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750 §3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-7.1">RFC 9449 §7.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-5.1">RFC 9728 §5.1</a>
 */
final class Challenges implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Log logger = LogFactory.getLog(Challenges.class);

    private final String metadataUrl;

    private final Problems problems;

    Challenges(String metadataUrl, Problems problems) {
        this.metadataUrl = metadataUrl;
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof IssuerUnavailableException || failure.getCause() instanceof DataAccessException) {
            logger.error("Access tokens cannot be judged now", failure);
            response.setHeader(HttpHeaders.RETRY_AFTER, "2");
            problems.write(response, HttpStatus.SERVICE_UNAVAILABLE, "Access tokens cannot be checked just now.");
            return;
        }
        if (!(failure instanceof OAuth2AuthenticationException oauth)) {
            // RFC 6750 §3.1: without a token there is no error to report, only the way to get one.
            challenge(response, "Bearer", Map.of());
            challenge(response, "DPoP", Map.of());
            problems.write(response, HttpStatus.UNAUTHORIZED, "An access token is needed here.");
            return;
        }
        OAuth2Error error = oauth.getError();
        boolean malformedRequest = BearerTokenErrorCodes.INVALID_REQUEST.equals(error.getErrorCode());
        Map<String, String> parameters = describe(error);
        boolean proofSent = usesDPoP(request);
        challenge(response, "Bearer", proofSent ? Map.of() : parameters);
        challenge(response, "DPoP", proofSent || isBoundTokenWithoutProof(oauth) ? parameters : Map.of());
        problems.write(
                response,
                malformedRequest ? HttpStatus.BAD_REQUEST : HttpStatus.UNAUTHORIZED,
                parameters.getOrDefault("error_description", "The access token was not accepted."));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        AuthorizationResult result =
                denied instanceof AuthorizationDeniedException reasoned ? reasoned.getAuthorizationResult() : null;
        if (result instanceof Refusal refusal) {
            if (!refusal.challenge().isEmpty()) {
                challenge(response, usesDPoP(request) ? "DPoP" : "Bearer", refusal.challenge());
            }
            problems.write(response, refusal.status(), refusal.detail());
        } else {
            problems.write(response, HttpStatus.FORBIDDEN, "This is not allowed.");
        }
    }

    private void challenge(HttpServletResponse response, String scheme, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (scheme.equals("DPoP")) {
            all.put("algs", String.join(" ", ProofRules.ALGORITHMS));
        }
        all.put("resource_metadata", metadataUrl);
        response.addHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                scheme + " "
                        + all.entrySet().stream()
                                .map(entry -> entry.getKey() + "=\"" + entry.getValue() + "\"")
                                .collect(Collectors.joining(", ")));
    }

    private static Map<String, String> describe(OAuth2Error error) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error.getErrorCode());
        @Nullable String description = error.getDescription();
        if (description != null && !description.isEmpty()) {
            parameters.put("error_description", description);
        }
        return parameters;
    }

    /** All other refusals of a bearer token are {@link InvalidBearerTokenException}s of ours. */
    private static boolean isBoundTokenWithoutProof(OAuth2AuthenticationException failure) {
        return !(failure instanceof InvalidBearerTokenException)
                && BearerTokenErrorCodes.INVALID_TOKEN.equals(failure.getError().getErrorCode());
    }

    private static boolean usesDPoP(HttpServletRequest request) {
        return HeaderToken.isScheme(request.getHeader(HttpHeaders.AUTHORIZATION), "dpop");
    }
}
