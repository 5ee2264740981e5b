package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.dpop.RejectedProofException;
import dev.latchkey.auth.requestlog.Endpoint;
import dev.latchkey.auth.requestlog.ErrorUris;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.requestlog.RequestLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The pushed authorization request endpoint (RFC 9126): the client shows who it is, and the request is held against every
 * rule before a browser comes with it.
 */
@RestController
class PushedAuthorizationController {

    static final String PATH = "/oauth2/par";

    private static final Logger log = LoggerFactory.getLogger(PushedAuthorizationController.class);

    /** They say who pushes, and are not part of what is pushed. */
    private static final List<String> CREDENTIALS =
            List.of("client_secret", "client_assertion", "client_assertion_type");

    private final AuthorizationRequestReader reader;
    private final PushedKeyBindings bindings;
    private final PushedRequests requests;
    private final PushedRequestProperties properties;
    private final RequestLog requestLog;
    private final ErrorUris errorUris;
    private final Clients clients;

    PushedAuthorizationController(
            AuthorizationRequestReader reader,
            PushedKeyBindings bindings,
            PushedRequests requests,
            PushedRequestProperties properties,
            RequestLog requestLog,
            ErrorUris errorUris,
            Clients clients) {
        this.reader = reader;
        this.bindings = bindings;
        this.requests = requests;
        this.properties = properties;
        this.requestLog = requestLog;
        this.errorUris = errorUris;
        this.clients = clients;
    }

    @PostMapping(PATH)
    ResponseEntity<Map<String, Object>> push(OAuth2ClientAuthenticationToken caller, HttpServletRequest http) {
        String clientId = caller.getName();
        if (http.getParameter("request_uri") != null) {
            // §2.1
            return refuse(
                    clientId,
                    HttpStatus.BAD_REQUEST,
                    "invalid_request",
                    "request_uri cannot be pushed",
                    Failure.of(FailedRule.REQUEST_OBJECT, "", "request_uri"));
        }
        try {
            PushedKeyBindings.Bound bound = bindings.bind(pushed(http, clientId), http);
            AuthorizationRequest request = reader.read(bound.parameters());
            bindings.spend(bound);
            return requests.keep(bound.parameters(), request.client())
                    .map(this::created)
                    .orElseGet(() -> tooMany(clientId));
        } catch (RejectedProofException refused) {
            log.info("DPoP proof of client {} refused: {}", clientId, refused.getMessage());
            return refuse(
                    clientId,
                    HttpStatus.BAD_REQUEST,
                    refused.errorCode(),
                    "The DPoP proof is not accepted",
                    Failure.of(FailedRule.DPOP_PROOF, "", refused.getMessage()));
        } catch (AuthorizationRequestException refused) {
            log.info("Pushed request of client {} refused: {}", clientId, refused.getMessage());
            return refuse(clientId, HttpStatus.BAD_REQUEST, refused.error(), refused.description(), refused.failure());
        }
    }

    private static AuthorizationParameters pushed(HttpServletRequest http, String clientId) {
        Map<String, List<String>> values =
                new LinkedHashMap<>(AuthorizationParameters.of(http).values());
        values.keySet().removeAll(CREDENTIALS);
        values.put("client_id", List.of(clientId));
        return new AuthorizationParameters(values, true);
    }

    /** §2.2 */
    private ResponseEntity<Map<String, Object>> created(String requestUri) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Map.of(
                        "request_uri",
                        requestUri,
                        "expires_in",
                        properties.lifetime().toSeconds()));
    }

    private ResponseEntity<Map<String, Object>> tooMany(String clientId) {
        log.warn("Client {} has too many pushed requests open", clientId);
        return refuse(
                clientId,
                HttpStatus.TOO_MANY_REQUESTS,
                "invalid_request",
                "Too many requests are waiting",
                Failure.of(FailedRule.BUSY));
    }

    /** §2.3 */
    private ResponseEntity<Map<String, Object>> refuse(
            String clientId, HttpStatus status, String error, String description, Failure failure) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        if (status == HttpStatus.TOO_MANY_REQUESTS) {
            answer.header(HttpHeaders.RETRY_AFTER, "10");
        }
        Map<String, Object> body = new LinkedHashMap<>(Map.of("error", error, "error_description", description));
        clients.byClientId(clientId)
                .flatMap(client -> requestLog.refused(client.id(), Endpoint.PUSHED_AUTHORIZATION, error, failure))
                .ifPresent(id -> body.put("error_uri", errorUris.of(id)));
        return answer.body(body);
    }
}
