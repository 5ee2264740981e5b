package dev.latchkey.auth.token;

import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.scope.RequestedResources;
import dev.latchkey.auth.secret.OpaqueValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Refreshes (RFC 6749 §6), rotating the refresh token every time (RFC 9700 §4.14.2). */
@Component
public class RefreshTokenGrant implements AuthenticationProvider {

    private static final Logger log = LoggerFactory.getLogger(RefreshTokenGrant.class);

    private final ClientOf clientOf;
    private final TokenProofs proofs;
    private final RefreshExchange exchange;
    private final RefreshTokens refreshTokens;
    private final Targets targets;
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;

    RefreshTokenGrant(
            ClientOf clientOf,
            TokenProofs proofs,
            RefreshExchange exchange,
            RefreshTokens refreshTokens,
            Targets targets,
            AccessTokens accessTokens,
            IdTokens idTokens) {
        this.clientOf = clientOf;
        this.proofs = proofs;
        this.exchange = exchange;
        this.refreshTokens = refreshTokens;
        this.targets = targets;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2RefreshTokenAuthenticationToken request = (OAuth2RefreshTokenAuthenticationToken) authentication;
        Client client = clientOf.tokenRequest(request, AuthorizationGrantType.REFRESH_TOKEN);
        List<String> resources = RequestedResources.in(request.getAdditionalParameters());
        targets.requireKnown(resources);
        Set<String> narrowed = request.getScopes();
        @Nullable DPoPProof proof = proofs.of(request, client);
        requireGranted(resources, request.getRefreshToken(), client, narrowed);
        RefreshTokens.Refreshed refreshed = refresh(request.getRefreshToken(), client, narrowed, proof);
        Grant grant = refreshed.grant();
        Set<String> scopes = narrowed.isEmpty() ? grant.scopes() : narrowed;
        OAuth2AccessToken accessToken =
                accessTokens.forGrant(client, grant, targets.of(scopes, grant.resources(), resources), proof);
        Map<String, Object> parameters = new HashMap<>();
        if (scopes.contains("openid")) {
            parameters.put(
                    "id_token", idTokens.issue(client, grant.narrowedTo(scopes), null, accessToken.getTokenValue()));
        }
        return new OAuth2AccessTokenAuthenticationToken(
                client.registeredClient(),
                (Authentication) request.getPrincipal(),
                accessToken,
                new OAuth2RefreshToken(refreshed.refreshToken(), accessToken.getIssuedAt()),
                parameters);
    }

    /**
     * Looks before the token is used: a request for a resource that was not granted must not cost the client its token. What
     * was granted never changes, so there is nothing to race with.
     */
    private void requireGranted(List<String> resources, String value, Client client, Set<String> narrowed) {
        if (resources.isEmpty() || !OpaqueValues.isWellFormed(value)) {
            return;
        }
        refreshTokens
                .findUsable(value)
                .map(RefreshTokens.Usable::grant)
                .filter(grant -> grant.clientId().equals(client.id()))
                .ifPresent(grant ->
                        targets.of(narrowed.isEmpty() ? grant.scopes() : narrowed, grant.resources(), resources));
    }

    private RefreshTokens.Refreshed refresh(
            String value, Client client, Set<String> scopes, @Nullable DPoPProof proof) {
        if (!OpaqueValues.isWellFormed(value)) {
            throw invalidGrant(FailedRule.REFRESH_TOKEN_KNOWN);
        }
        RefreshExchange.Exchanged exchanged = proof == null
                ? exchange.exchange(value, client, scopes)
                : exchange.exchange(value, client, scopes, proof);
        exchanged.refusal().ifPresent(why -> {
            log.info("Refresh of client {}: {}", client.clientId(), why);
            switch (why) {
                case USED_JUST_NOW -> {} // and there is the same again
                case SCOPES_NOT_GRANTED ->
                    throw new TokenRequestException(
                            "invalid_scope",
                            "More scopes were requested than were granted",
                            Failure.of(FailedRule.SCOPE_GRANTED, "", String.join(" ", scopes)));
                case KEY_NOT_SHOWN ->
                    throw new TokenRequestException(
                            "invalid_dpop_proof", "The token is bound to a key", Failure.of(FailedRule.TOKEN_KEY));
                case INVALID -> throw invalidGrant(FailedRule.REFRESH_TOKEN_KNOWN);
                case REPLAYED -> throw invalidGrant(FailedRule.REFRESH_TOKEN_ONCE);
            }
        });
        return exchanged.refreshed().orElseThrow(() -> invalidGrant(FailedRule.REFRESH_TOKEN_KNOWN));
    }

    private static TokenRequestException invalidGrant(FailedRule rule) {
        return new TokenRequestException("invalid_grant", "The refresh token is not valid", Failure.of(rule));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
