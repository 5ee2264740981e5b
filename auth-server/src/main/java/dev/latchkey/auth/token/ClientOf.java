package dev.latchkey.auth.token;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/** The client behind a request to an endpoint that only authenticated clients may use. */
@Component
class ClientOf {

    private final Clients clients;

    ClientOf(Clients clients) {
        this.clients = clients;
    }

    /** @throws OAuth2AuthenticationException {@code invalid_client} if no client has authenticated */
    Client request(Authentication grantAuthentication) {
        RegisteredClient registered = registeredClient(grantAuthentication);
        return clients.byClientId(registered.getClientId()).orElseThrow(ClientOf::notAuthenticated);
    }

    /**
     * The client of a token request, if it may use this grant.
     *
     * @throws TokenRequestException {@code unauthorized_client}
     */
    Client tokenRequest(Authentication grantAuthentication, AuthorizationGrantType grantType) {
        Client client = request(grantAuthentication);
        if (!client.grantTypes().contains(grantType)) {
            throw new TokenRequestException(
                    "unauthorized_client",
                    "The client is not registered for this grant",
                    grantFailure(client, grantType));
        }
        return client;
    }

    static Failure grantFailure(Client client, AuthorizationGrantType wanted) {
        return Failure.of(
                FailedRule.GRANT_TYPE,
                client.grantTypes().stream()
                        .map(AuthorizationGrantType::getValue)
                        .toList(),
                List.of(wanted.getValue()));
    }

    static RegisteredClient registeredClient(Authentication grantAuthentication) {
        if (grantAuthentication.getPrincipal() instanceof OAuth2ClientAuthenticationToken client
                && client.isAuthenticated()
                && client.getRegisteredClient() != null) {
            return client.getRegisteredClient();
        }
        throw notAuthenticated();
    }

    private static OAuth2AuthenticationException notAuthenticated() {
        return new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
}
