package dev.latchkey.auth.device;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.client.TooManyAttemptsException;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.scope.RequestedResources;
import dev.latchkey.auth.scope.Scope;
import dev.latchkey.auth.scope.Scopes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceAuthorizationRequestAuthenticationToken;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks a device authorization request and makes its codes (RFC 8628 §3.1). */
@Component
public class DeviceAuthorizationRequests implements AuthenticationProvider {

    /** For a client of which too many devices wait already. */
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Clients clients;
    private final Scopes scopes;
    private final DeviceAuthorizations authorizations;

    DeviceAuthorizationRequests(Clients clients, Scopes scopes, DeviceAuthorizations authorizations) {
        this.clients = clients;
        this.scopes = scopes;
        this.authorizations = authorizations;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2DeviceAuthorizationRequestAuthenticationToken request =
                (OAuth2DeviceAuthorizationRequestAuthenticationToken) authentication;
        Client client = clientOf(request);
        if (!client.grantTypes().contains(AuthorizationGrantType.DEVICE_CODE)) {
            throw refused(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "The client is not registered for this grant");
        }
        Set<String> requested = new LinkedHashSet<>(request.getScopes());
        requireGrantable(client, requested);
        List<String> resources = RequestedResources.in(request.getAdditionalParameters());
        if (!scopes.areUnderstoodBy(resources, requested)) {
            throw refused("invalid_target", "A resource is unknown, or none of the requested scopes belongs to it");
        }
        String address =
                request.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        DeviceCodes codes = authorizations
                .issue(client, requested, resources, address)
                .orElseThrow(() -> new TooManyAttemptsException(
                        WAIT, "Too many requests of this client wait for an answer", Failure.of(FailedRule.BUSY)));
        return new IssuedDeviceCodes(codes);
    }

    private Client clientOf(OAuth2DeviceAuthorizationRequestAuthenticationToken request) {
        if (request.getPrincipal() instanceof OAuth2ClientAuthenticationToken authenticated
                && authenticated.isAuthenticated()
                && authenticated.getRegisteredClient() != null) {
            return clients.byClientId(authenticated.getRegisteredClient().getClientId())
                    .orElseThrow(() -> refused(OAuth2ErrorCodes.INVALID_CLIENT, "The client is unknown"));
        }
        throw refused(OAuth2ErrorCodes.INVALID_CLIENT, "No client has authenticated");
    }

    /**
     * The person decides on another device than the one that gets the access, and may have been talked into it (RFC 8628
     * §5.4): what is sensitive is given this way only where an operator says so.
     */
    private void requireGrantable(Client client, Set<String> requested) {
        if (requested.isEmpty()) {
            throw refused(OAuth2ErrorCodes.INVALID_SCOPE, "scope is missing");
        }
        if (!client.scopes().containsAll(requested)) {
            throw refused(
                    OAuth2ErrorCodes.INVALID_SCOPE, "A scope was requested that the client is not registered for");
        }
        boolean sensitive =
                requested.stream().flatMap(name -> scopes.byName(name).stream()).anyMatch(Scope::sensitive);
        if (sensitive && !client.trusted() && !client.policy().givesSensitiveScopesToDevices()) {
            throw refused(OAuth2ErrorCodes.INVALID_SCOPE, "A sensitive scope is not given to devices of this client");
        }
    }

    private static OAuth2AuthenticationException refused(String error, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(error, description, null));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2DeviceAuthorizationRequestAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
