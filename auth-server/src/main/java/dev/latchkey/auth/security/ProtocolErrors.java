package dev.latchkey.auth.security;

import dev.latchkey.auth.client.TooManyAttemptsException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Error answers of the endpoints that clients call (RFC 6749 §5.2). */
@Component
class ProtocolErrors implements AuthenticationFailureHandler, AuthenticationEntryPoint {

    private static final Logger log = LoggerFactory.getLogger(ProtocolErrors.class);
    private static final OAuth2Error NO_CLIENT = new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT);

    private final RefusedClientRequests refusals;
    private final JsonMapper json;

    ProtocolErrors(RefusedClientRequests refusals, JsonMapper json) {
        this.refusals = refusals;
        this.json = json;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (!(failure instanceof OAuth2AuthenticationException refused)) {
            throw failure;
        }
        if (failure instanceof TooManyAttemptsException tooMany) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.waitFor().toSeconds() + 1));
        }
        write(request, response, refused.getError(), refusals.explained(request, refused));
    }

    /** No client has authenticated at all. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        write(request, response, NO_CLIENT, Optional.empty());
    }

    private void write(
            HttpServletRequest request, HttpServletResponse response, OAuth2Error error, Optional<String> errorUri)
            throws IOException {
        log.info("{} refused: {} {}", request.getRequestURI(), error.getErrorCode(), error.getDescription());
        if (OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode())) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"latchkey\"");
        } else if (OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE.equals(error.getErrorCode())) {
            boolean tooMany = response.containsHeader(HttpHeaders.RETRY_AFTER);
            response.setStatus((tooMany ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE).value());
            if (!tooMany) {
                response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            }
        } else {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error.getErrorCode());
        if (error.getDescription() != null) {
            body.put("error_description", error.getDescription());
        }
        errorUri.ifPresent(uri -> body.put("error_uri", uri));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }
}
