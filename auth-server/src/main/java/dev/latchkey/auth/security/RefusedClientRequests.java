package dev.latchkey.auth.security;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.client.RefusedClientException;
import dev.latchkey.auth.requestlog.Endpoint;
import dev.latchkey.auth.requestlog.ErrorUris;
import dev.latchkey.auth.requestlog.Explained;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.requestlog.RequestLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;
import org.springframework.stereotype.Component;

/** Finds out whose a refused request was, and which rule it broke, and has it written down for the owner of the client. */
@Component
class RefusedClientRequests {

    /** A device that is to wait has done nothing wrong. */
    private static final Set<String> WAITING = Set.of("authorization_pending", "slow_down");

    private final Clients clients;
    private final RequestLog requestLog;
    private final ErrorUris errorUris;

    RefusedClientRequests(Clients clients, RequestLog requestLog, ErrorUris errorUris) {
        this.clients = clients;
        this.requestLog = requestLog;
        this.errorUris = errorUris;
    }

    /** The address of the page that explains it; empty if nobody would read it. */
    Optional<String> explained(HttpServletRequest request, OAuth2AuthenticationException refused) {
        Optional<Endpoint> endpoint = Endpoint.at(request.getServletPath());
        String error = refused.getError().getErrorCode();
        if (endpoint.isEmpty() || WAITING.contains(error)) {
            return Optional.empty();
        }
        return clientOf(request, refused)
                .flatMap(client ->
                        requestLog.refused(client.id(), endpoint.get(), error, failure(request, refused, client)))
                .map(errorUris::of);
    }

    private Optional<Client> clientOf(HttpServletRequest request, OAuth2AuthenticationException refused) {
        if (refused instanceof RefusedClientException unproven) {
            return clients.byClientId(unproven.clientId());
        }
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null && caller.isAuthenticated()) {
            return clients.byClientId(caller.getName());
        }
        return named(request).flatMap(clients::byClientId);
    }

    /** Before anything is proven, whom the request says it is from. */
    private static Optional<String> named(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            try {
                return Optional.ofNullable(new BasicAuthenticationConverter().convert(request))
                        .map(Authentication::getName);
            } catch (RuntimeException unreadable) {
                return Optional.empty();
            }
        }
        String[] sent = request.getParameterValues("client_id");
        return sent != null && sent.length == 1 ? Optional.of(sent[0]) : Optional.empty();
    }

    private static Failure failure(HttpServletRequest request, OAuth2AuthenticationException refused, Client client) {
        if (refused instanceof Explained explained) {
            return explained.failure();
        }
        OAuth2Error error = refused.getError();
        return switch (error.getErrorCode()) {
            case "invalid_scope" -> Failure.of(FailedRule.SCOPE_REGISTERED, client.scopes(), sent(request, "scope"));
            case "invalid_target" -> Failure.of(FailedRule.RESOURCE, List.of(), sent(request, "resource"));
            case "unauthorized_client", "unsupported_grant_type" ->
                Failure.of(
                        FailedRule.GRANT_TYPE,
                        client.grantTypes().stream()
                                .map(AuthorizationGrantType::getValue)
                                .toList(),
                        sent(request, "grant_type"));
            case "invalid_client" ->
                Failure.of(
                        FailedRule.CLIENT_METHOD, client.authenticationMethod().getValue(), "");
            case "temporarily_unavailable" -> Failure.of(FailedRule.BUSY);
            default -> Failure.of(FailedRule.FORM, "", described(error));
        };
    }

    private static List<String> sent(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    /** The framework's own words name a parameter, and never its value. */
    private static @Nullable String described(OAuth2Error error) {
        return error.getDescription();
    }
}
