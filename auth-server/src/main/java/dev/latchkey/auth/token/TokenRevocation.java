package dev.latchkey.auth.token;

import dev.latchkey.auth.authorization.GrantRevoked;
import dev.latchkey.auth.authorization.Grants;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.secret.OpaqueValues;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Revocation (RFC 7009). Any token of a family, rotated ones included, ends the family when its own client revokes it. For
 * anything else the answer is the same and nothing happens (§2.2), so that nobody can try tokens out.
 */
@Component
public class TokenRevocation implements AuthenticationProvider {

    private final ClientOf clientOf;
    private final OwnTokens tokens;
    private final AccessTokenStatus status;
    private final RefreshTokens refreshTokens;
    private final Grants grants;

    TokenRevocation(
            ClientOf clientOf, OwnTokens tokens, AccessTokenStatus status, RefreshTokens refreshTokens, Grants grants) {
        this.clientOf = clientOf;
        this.tokens = tokens;
        this.status = status;
        this.refreshTokens = refreshTokens;
        this.grants = grants;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2TokenRevocationAuthenticationToken request = (OAuth2TokenRevocationAuthenticationToken) authentication;
        Client client = clientOf.request(request);
        String value = request.getToken();
        if (OpaqueValues.isWellFormed(value)) {
            refreshTokens
                    .grantOf(value, client)
                    .ifPresent(grant -> grants.revoke(grant, GrantRevoked.Reason.REVOKED_BY_CLIENT));
        } else {
            revokeAccessToken(value, client);
        }
        // The filter wants any token here and writes nothing of it.
        return new OAuth2TokenRevocationAuthenticationToken(
                new OAuth2RefreshToken(value, null), (Authentication) request.getPrincipal());
    }

    private void revokeAccessToken(String value, Client client) {
        Jwt token;
        try {
            token = tokens.decode(value);
        } catch (BadJwtException notOurs) {
            return;
        }
        if (!client.clientId().equals(token.getClaimAsString("client_id"))) {
            return;
        }
        Optional<UUID> grant = AccessTokenStatus.grantOf(token);
        // The grant behind an exchanged token is another client's: who was passed a token cannot sign that one out.
        if (grant.isPresent() && !token.hasClaim(Actors.CLAIM)) {
            grants.revoke(grant.get(), GrantRevoked.Reason.REVOKED_BY_CLIENT);
            return;
        }
        Instant expiresAt = token.getExpiresAt();
        if (expiresAt != null) {
            status.revoke(token, expiresAt);
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
