package dev.latchkey.auth.token;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.scope.RequestedResources;
import dev.latchkey.auth.scope.Scopes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.stereotype.Component;

/** Gives a client a token for itself (RFC 6749 §4.4). No row is kept of it but the id of a DPoP proof. */
@Component
public class ClientCredentialsGrant implements AuthenticationProvider {

    private final ClientOf clientOf;
    private final TokenProofs proofs;
    private final Scopes scopes;
    private final Targets targets;
    private final AccessTokens accessTokens;

    ClientCredentialsGrant(
            ClientOf clientOf, TokenProofs proofs, Scopes scopes, Targets targets, AccessTokens accessTokens) {
        this.clientOf = clientOf;
        this.proofs = proofs;
        this.scopes = scopes;
        this.targets = targets;
        this.accessTokens = accessTokens;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2ClientCredentialsAuthenticationToken request =
                (OAuth2ClientCredentialsAuthenticationToken) authentication;
        Client client = clientOf.tokenRequest(request, AuthorizationGrantType.CLIENT_CREDENTIALS);
        if (client.isPublic()) {
            throw new TokenRequestException(
                    "unauthorized_client",
                    "The client is not registered for this grant",
                    ClientOf.grantFailure(client, AuthorizationGrantType.CLIENT_CREDENTIALS));
        }
        Set<String> allowed = allowedToItself(client);
        if (!allowed.containsAll(request.getScopes())) {
            throw new TokenRequestException(
                    "invalid_scope",
                    "A scope was requested that the client may not have",
                    Failure.of(FailedRule.SCOPE_REGISTERED, allowed, request.getScopes()));
        }
        Set<String> granted = request.getScopes().isEmpty() ? allowed : request.getScopes();
        Target target = targets.of(granted, List.of(), RequestedResources.in(request.getAdditionalParameters()));
        @Nullable DPoPProof proof = proofs.of(request, client);
        proofs.spend(proof);
        OAuth2AccessToken accessToken = accessTokens.forClient(client, target, proof);
        return new OAuth2AccessTokenAuthenticationToken(
                client.registeredClient(), (Authentication) request.getPrincipal(), accessToken, null, Map.of());
    }

    /** The scopes of resources that it is registered for. The scopes of OpenID Connect are about a person: there is none. */
    private Set<String> allowedToItself(Client client) {
        Set<String> allowed = new LinkedHashSet<>(client.scopes());
        allowed.removeIf(scope -> scopes.resources().stream()
                .noneMatch(resource -> resource.scopes().contains(scope)));
        return allowed;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientCredentialsAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
