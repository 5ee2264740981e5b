package dev.latchkey.auth.client;

import dev.latchkey.auth.account.PasswordChecksBusyException;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Authenticates clients (RFC 6749 §2.3) by the one method that each is registered for. PKCE is not checked here but where
 * the code is redeemed, so that a wrong verifier burns the code.
 */
@Component
public class ClientAuthentication implements AuthenticationProvider {

    private static final Logger log = LoggerFactory.getLogger(ClientAuthentication.class);

    private final Clients clients;
    private final ClientSecrets secrets;
    private final AuditTrail trail;

    ClientAuthentication(Clients clients, ClientSecrets secrets, AuditTrail trail) {
        this.clients = clients;
        this.secrets = secrets;
        this.trail = trail;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2ClientAuthenticationToken request = (OAuth2ClientAuthenticationToken) authentication;
        Client client =
                clients.byClientId(request.getName()).orElseThrow(() -> refused(request.getName(), "UNKNOWN_CLIENT"));
        ClientAuthenticationMethod method = request.getClientAuthenticationMethod();
        if (!method.equals(client.authenticationMethod())) {
            throw refused(client.clientId(), "ANOTHER_METHOD_IS_REGISTERED");
        }
        if (!client.isPublic() && !hasMatchingSecret(request, client)) {
            throw refused(client.clientId(), "WRONG_SECRET");
        }
        return new OAuth2ClientAuthenticationToken(client.registeredClient(), method, null);
    }

    private boolean hasMatchingSecret(OAuth2ClientAuthenticationToken request, Client client) {
        try {
            return request.getCredentials() instanceof String secret && secrets.matches(client, secret);
        } catch (PasswordChecksBusyException busy) {
            log.warn("The secret of client {} could not be checked: {}", client.clientId(), busy.getMessage());
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE);
        }
    }

    /** One answer for every reason; the trail has the reason. */
    private OAuth2AuthenticationException refused(String clientId, String reason) {
        trail.record(SecurityEvent.failure(SecurityEventType.CLIENT_AUTHENTICATION, reason)
                .client(clientId));
        return new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
