package dev.latchkey.auth.administration;

import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.authorization.Grants;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.session.AuthenticationContext;
import dev.latchkey.auth.token.AccessTokenStatus;
import dev.latchkey.auth.token.OwnTokens;
import dev.latchkey.auth.web.Issuer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

/**
 * Finds out who calls, from a token whose signature, issuer, type and expiry are right already. What it may do is decided
 * afterwards.
 */
@Component
public class ApiCallers {

    private final AccessTokenStatus status;
    private final Grants grants;
    private final Clients clients;
    private final String audience;

    ApiCallers(AccessTokenStatus status, Grants grants, Clients clients, Issuer issuer) {
        this.status = status;
        this.grants = grants;
        this.clients = clients;
        this.audience = AdministrationApi.audience(issuer);
    }

    /** @throws InvalidBearerTokenException for a token that is not for this API, or stands no more */
    public ApiCaller of(Jwt token) {
        if (token.getAudience() == null || !token.getAudience().contains(audience)) {
            throw new InvalidBearerTokenException("The token is for another audience");
        }
        if (token.hasClaim("cnf")) {
            // RFC 9449 §7.1: bound to a key, and this is the bearer scheme.
            throw new InvalidBearerTokenException("The token is bound to a key");
        }
        String jti = token.getId();
        String clientId = token.getClaimAsString("client_id");
        if (jti == null || clientId == null || clients.byClientId(clientId).isEmpty() || !status.isLive(token)) {
            throw new InvalidBearerTokenException("The token has been revoked");
        }
        return new ApiCaller(jti, clientId, person(token), scopes(token));
    }

    private ApiCaller.@Nullable Person person(Jwt token) {
        Optional<UUID> grantId = AccessTokenStatus.grantOf(token);
        if (grantId.isEmpty()) {
            return null;
        }
        Grant grant = grants.findLive(grantId.get())
                .orElseThrow(() -> new InvalidBearerTokenException("The grant has been revoked"));
        AuthenticationContext shown = grant.authentication();
        return new ApiCaller.Person(
                grant.accountId(),
                grant.roles(),
                shown.restsOnSms() ? AuthenticationContext.SINGLE_FACTOR : shown.acr());
    }

    private static Set<String> scopes(Jwt token) {
        return new HashSet<>(OwnTokens.scopesOf(token));
    }
}
