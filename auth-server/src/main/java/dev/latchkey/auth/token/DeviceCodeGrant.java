package dev.latchkey.auth.token;

import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.scope.RequestedResources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceCodeAuthenticationToken;
import org.springframework.stereotype.Component;

/** Exchanges a device code for tokens, once a person has allowed it (RFC 8628 §3.4, §3.5). */
@Component
public class DeviceCodeGrant implements AuthenticationProvider {

    private final ClientOf clientOf;
    private final TokenProofs proofs;
    private final DeviceCodeExchange exchange;
    private final Targets targets;
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;

    DeviceCodeGrant(
            ClientOf clientOf,
            TokenProofs proofs,
            DeviceCodeExchange exchange,
            Targets targets,
            AccessTokens accessTokens,
            IdTokens idTokens) {
        this.clientOf = clientOf;
        this.proofs = proofs;
        this.exchange = exchange;
        this.targets = targets;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2DeviceCodeAuthenticationToken request = (OAuth2DeviceCodeAuthenticationToken) authentication;
        Client client = clientOf.tokenRequest(request, AuthorizationGrantType.DEVICE_CODE);
        List<String> resources = RequestedResources.in(request.getAdditionalParameters());
        targets.requireKnown(resources);
        @Nullable DPoPProof proof = proofs.of(request, client);
        DeviceCodeExchange.Exchanged exchanged = exchange.exchange(request.getDeviceCode(), client, proof);
        Grant grant = exchanged.poll().grant().orElseThrow(() -> refusal(exchanged));
        OAuth2AccessToken accessToken =
                accessTokens.forGrant(client, grant, targets.of(grant.scopes(), grant.resources(), resources), proof);
        Map<String, Object> parameters = new HashMap<>();
        if (grant.scopes().contains("openid")) {
            parameters.put("id_token", idTokens.issue(client, grant, null, accessToken.getTokenValue()));
        }
        @Nullable String refreshToken = exchanged.refreshToken();
        return new OAuth2AccessTokenAuthenticationToken(
                client.registeredClient(),
                (Authentication) request.getPrincipal(),
                accessToken,
                refreshToken == null ? null : new OAuth2RefreshToken(refreshToken, accessToken.getIssuedAt()),
                parameters);
    }

    private static TokenRequestException refusal(DeviceCodeExchange.Exchanged exchanged) {
        return switch (exchanged.poll().state()) {
            case WAITING ->
                new TokenRequestException(
                        "authorization_pending", "Nobody has decided yet", Failure.of(FailedRule.DEVICE_CODE));
            case ASKED_TOO_SOON ->
                new TokenRequestException(
                        "slow_down", "Ask five seconds less often", Failure.of(FailedRule.DEVICE_CODE));
            case DENIED ->
                new TokenRequestException(
                        "access_denied",
                        "The person did not allow it",
                        Failure.of(FailedRule.DEVICE_CODE, "", "access_denied"));
            case EXPIRED ->
                new TokenRequestException(
                        "expired_token",
                        "The device code has expired",
                        Failure.of(FailedRule.DEVICE_CODE, "", "expired_token"));
            case INVALID, ALLOWED ->
                new TokenRequestException(
                        "invalid_grant", "The device code is not valid", Failure.of(FailedRule.DEVICE_CODE));
        };
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2DeviceCodeAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
