package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.scope.ScopeClaims;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns parameters into an {@link AuthorizationRequest}, or refuses. First it proves the client and the redirect URI: until
 * both hold nothing leaves this server. After that the client is told what is wrong.
 */
@Component
class AuthorizationRequestReader {

    private final Clients clients;
    private final AuthorizationRequestRules rules;

    AuthorizationRequestReader(Clients clients, AuthorizationRequestRules rules) {
        this.clients = clients;
        this.rules = rules;
    }

    /** @throws AuthorizationRequestException if a rule does not hold */
    AuthorizationRequest read(AuthorizationParameters parameters) {
        if (parameters.isTooLong()) {
            // An answer to the client would have to repeat the state, which may be what is too long.
            throw AuthorizationRequestException.shownHere(
                    "invalid_request",
                    "The request of the application is too long.",
                    "request too long",
                    Failure.of(FailedRule.REQUEST_SIZE),
                    null);
        }
        Client client = client(parameters);
        String redirectUri = redirectUri(parameters, client);
        RedirectTarget target = target(parameters, redirectUri);
        rules.check(parameters, client).ifPresent(violation -> {
            throw AuthorizationRequestException.sentTo(
                    target, client, violation.error(), violation.description(), violation.failure());
        });
        ClaimsRequest claims = parameters.claims();
        return new AuthorizationRequest(
                client,
                redirectUri,
                parameters.get("redirect_uri") != null,
                target.mode(),
                parameters.scopes(),
                List.copyOf(parameters.all("resource")),
                target.state(),
                parameters.get("nonce"),
                parameters.get("code_challenge"),
                parameters.prompts(),
                maxAge(parameters, client),
                rules.hintedSubject(parameters, client),
                claims.only(claim -> isForClient(claim, client)),
                RequestedAcr.of(claims, parameters.get("acr_values"), client),
                parameters.get("login_hint"),
                parameters.get("dpop_jkt"));
    }

    /** An answer in a mode that we do not know, or that was named twice, goes where every client listens: to the query. */
    private static RedirectTarget target(AuthorizationParameters parameters, String redirectUri) {
        String mode = parameters.isRepeated("response_mode")
                ? null
                : Optional.ofNullable(parameters.get("response_mode"))
                        .or(() -> RefusedRequestObject.responseMode(parameters.get("request")))
                        .orElse(null);
        return new RedirectTarget(
                redirectUri,
                parameters.isRepeated("state") ? null : parameters.get("state"),
                Optional.ofNullable(mode)
                        .flatMap(name -> ResponseMode.of(name, redirectUri))
                        .orElse(ResponseMode.QUERY));
    }

    /** The client that a request names, before anything else of it is believed. */
    Client client(AuthorizationParameters parameters) {
        String clientId = parameters.get("client_id");
        if (clientId == null || parameters.isRepeated("client_id")) {
            throw AuthorizationRequestException.shownHere(
                    "invalid_request",
                    "The application did not say who it is.",
                    "client_id missing or repeated",
                    Failure.of(FailedRule.PARAMETER_ONCE),
                    null);
        }
        return clients.byClientId(clientId)
                .orElseThrow(() -> AuthorizationRequestException.shownHere(
                        "invalid_request",
                        "The application is not known here.",
                        "unknown client_id",
                        Failure.of(FailedRule.FORM),
                        null));
    }

    static String redirectUri(AuthorizationParameters parameters, Client client) {
        if (parameters.isRepeated("redirect_uri")) {
            throw refused(client, "redirect_uri repeated", FailedRule.REDIRECT_URI_SENT, null);
        }
        String requested = parameters.get("redirect_uri");
        if (requested != null) {
            if (!RedirectUris.isRegistered(client, requested)) {
                throw refused(client, "redirect_uri is not registered", FailedRule.REDIRECT_URI_REGISTERED, requested);
            }
            return requested;
        }
        // OpenID Connect Core §3.1.2.1 makes it REQUIRED; plain OAuth lets a client with a single one leave it out.
        boolean openId = parameters.scopes().contains("openid");
        if (openId || client.redirectUris().size() != 1) {
            throw refused(client, "redirect_uri missing", FailedRule.REDIRECT_URI_SENT, null);
        }
        return client.redirectUris().get(0);
    }

    private static AuthorizationRequestException refused(
            Client client, String reason, FailedRule rule, @Nullable String received) {
        return AuthorizationRequestException.shownHere(
                "invalid_request",
                "The application sent an address that it has not registered.",
                reason,
                Failure.of(rule, String.join(" ", client.redirectUris()), received),
                client);
    }

    /** §5.5: what cannot be answered is no error, even if it is called essential. */
    private static boolean isForClient(String claim, Client client) {
        return claim.equals("sub")
                || ScopeClaims.scopeOf(claim).filter(client.scopes()::contains).isPresent();
    }

    private static @Nullable Long maxAge(AuthorizationParameters parameters, Client client) {
        String maxAge = parameters.get("max_age");
        return maxAge == null ? client.defaultMaxAge() : Long.valueOf(maxAge);
    }
}
