package dev.latchkey.auth.client;

import dev.latchkey.auth.account.PasswordChecksBusyException;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.brake.ClientBrake;
import dev.latchkey.auth.jose.RejectedJwtException;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
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
    private final ClientAssertions assertions;
    private final ClientBrake brake;
    private final AuditTrail auditTrail;

    ClientAuthentication(
            Clients clients,
            ClientSecrets secrets,
            ClientAssertions assertions,
            ClientBrake brake,
            AuditTrail auditTrail) {
        this.clients = clients;
        this.secrets = secrets;
        this.assertions = assertions;
        this.brake = brake;
        this.auditTrail = auditTrail;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2ClientAuthenticationToken request = (OAuth2ClientAuthenticationToken) authentication;
        Client client = clients.byClientId(request.getName())
                .orElseThrow(() -> refused(request.getName(), "UNKNOWN_CLIENT", Failure.of(FailedRule.CLIENT_METHOD)));
        ClientAuthenticationMethod method = request.getClientAuthenticationMethod();
        if (!method.equals(client.authenticationMethod())) {
            throw refused(
                    client.clientId(),
                    "ANOTHER_METHOD_IS_REGISTERED",
                    Failure.of(
                            FailedRule.CLIENT_METHOD,
                            client.authenticationMethod().getValue(),
                            method.getValue()));
        }
        if (ClientAuthenticationMethod.PRIVATE_KEY_JWT.equals(method)) {
            requireAssertion(request, client);
        } else if (!client.isPublic()) {
            requireSecret(request, client);
        }
        OAuth2ClientAuthenticationToken authenticated =
                new OAuth2ClientAuthenticationToken(client.registeredClient(), method, null);
        authenticated.setDetails(request.getDetails());
        return authenticated;
    }

    private void requireAssertion(OAuth2ClientAuthenticationToken request, Client client) {
        try {
            assertions.verify(String.valueOf(request.getCredentials()), client);
        } catch (RejectedJwtException rejected) {
            log.info("Assertion of client {} refused: {}", client.clientId(), rejected.getMessage());
            throw refused(
                    client.clientId(),
                    "WRONG_ASSERTION",
                    Failure.of(FailedRule.CLIENT_ASSERTION, "", rejected.getMessage()));
        } catch (RemoteKeySets.BusyException busy) {
            log.warn("The assertion of client {} could not be checked: {}", client.clientId(), busy.getMessage());
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE);
        }
    }

    private void requireSecret(OAuth2ClientAuthenticationToken request, Client client) {
        String address = addressOf(request);
        if (!secrets.areGenerated(client)) {
            // A generated secret cannot be guessed: whoever has the right one is let in, although others try.
            brake.waitOf(client.clientId(), address).ifPresent(wait -> {
                throw new TooManyAttemptsException(wait);
            });
        }
        if (!hasMatchingSecret(request, client)) {
            ClientBrake.Verdict verdict = brake.wrongSecret(client.clientId(), address);
            if (verdict.first()) {
                auditTrail.record(SecurityEvent.failure(SecurityEventType.GUESSING_NOTICED, "CLIENT_SECRET")
                        .client(client.clientId()));
            }
            verdict.waitFor().ifPresent(wait -> {
                throw new TooManyAttemptsException(wait);
            });
            throw refused(client.clientId(), "WRONG_SECRET", Failure.of(FailedRule.CLIENT_SECRET));
        }
    }

    private boolean hasMatchingSecret(OAuth2ClientAuthenticationToken request, Client client) {
        try {
            return request.getCredentials() instanceof String secret && secrets.matches(client, secret);
        } catch (PasswordChecksBusyException busy) {
            log.warn("The secret of client {} could not be checked: {}", client.clientId(), busy.getMessage());
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE);
        }
    }

    /** Where a request of a client came from; the same for all where that is not known. */
    public static String addressOf(Authentication request) {
        return request.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }

    /** One answer for every reason; the trail has the reason. */
    private OAuth2AuthenticationException refused(String clientId, String reason, Failure failure) {
        auditTrail.record(SecurityEvent.failure(SecurityEventType.CLIENT_AUTHENTICATION, reason)
                .client(clientId));
        return new RefusedClientException(clientId, failure);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
