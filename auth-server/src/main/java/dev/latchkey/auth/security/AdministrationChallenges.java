package dev.latchkey.auth.security;

import dev.latchkey.auth.administration.AdministrationApi;
import dev.latchkey.auth.session.AuthenticationContext;
import dev.latchkey.auth.web.CorrelationId;
import dev.latchkey.auth.web.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a client of the administration API what it would take: a challenge (RFC 6750 §3) with the scope and the address of
 * the metadata (RFC 9728 §5.1), and problem details.
 */
final class AdministrationChallenges implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger log = LoggerFactory.getLogger(AdministrationChallenges.class);

    private final Issuer issuer;
    private final JsonMapper json;

    AdministrationChallenges(Issuer issuer, JsonMapper json) {
        this.issuer = issuer;
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        log.info("{} refused: {}", request.getRequestURI(), failure.getMessage());
        if (!(failure instanceof OAuth2AuthenticationException refused)) {
            // RFC 6750 §3.1: no error code for a request without a token.
            write(request, response, HttpStatus.UNAUTHORIZED, "", "An access token is needed.");
        } else if (refused.getError() instanceof BearerTokenError error
                && error.getHttpStatus() == HttpStatus.BAD_REQUEST) {
            write(request, response, HttpStatus.BAD_REQUEST, "error=\"invalid_request\"", "The request is malformed.");
        } else {
            write(
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "error=\"invalid_token\"",
                    "The access token is not valid here.");
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        AdministrationRefusal why = denied instanceof AuthorizationDeniedException refused
                        && refused.getAuthorizationResult() instanceof AdministrationRefusal refusal
                ? refusal
                : AdministrationRefusal.NOBODY;
        log.info("{} refused: {}", request.getRequestURI(), why);
        switch (why) {
            case NOBODY -> write(request, response, HttpStatus.UNAUTHORIZED, "", "An access token is needed.");
            case NEEDS_READ_SCOPE, NEEDS_WRITE_SCOPE, NEEDS_APPLICATIONS_READ_SCOPE, NEEDS_APPLICATIONS_WRITE_SCOPE ->
                writeScope(request, response, why.scope());
            case NO_ADMINISTRATOR -> write(request, response, HttpStatus.FORBIDDEN, "", "This is for administrators.");
            case NEEDS_TWO_FACTORS ->
                write(
                        request,
                        response,
                        HttpStatus.UNAUTHORIZED,
                        "error=\"insufficient_user_authentication\", acr_values=\"" + AuthenticationContext.TWO_FACTORS
                                + "\"",
                        "A sign-in with two factors is needed.");
        }
    }

    private void writeScope(HttpServletRequest request, HttpServletResponse response, String scope) throws IOException {
        write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                "error=\"insufficient_scope\", scope=\"" + scope + "\"",
                "The access token does not allow this.");
    }

    private void write(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String error, String detail)
            throws IOException {
        String metadata = issuer.url("/.well-known/oauth-protected-resource" + AdministrationApi.PATH);
        response.setStatus(status.value());
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer " + (error.isEmpty() ? "" : error + ", ") + "resource_metadata=\"" + metadata + "\"");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("correlationId", CorrelationId.of(request));
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
