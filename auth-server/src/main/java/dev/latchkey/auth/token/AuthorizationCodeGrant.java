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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.stereotype.Component;

/** Exchanges an authorization code for tokens (RFC 6749 §4.1.3, RFC 7636 §4.5). */
@Component
public class AuthorizationCodeGrant implements AuthenticationProvider {

    private final ClientOf clientOf;
    private final TokenProofs proofs;
    private final CodeExchange exchange;
    private final Targets targets;
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;

    AuthorizationCodeGrant(
            ClientOf clientOf,
            TokenProofs proofs,
            CodeExchange exchange,
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
        OAuth2AuthorizationCodeAuthenticationToken request =
                (OAuth2AuthorizationCodeAuthenticationToken) authentication;
        Client client = clientOf.tokenRequest(request, AuthorizationGrantType.AUTHORIZATION_CODE);
        List<String> resources = RequestedResources.in(request.getAdditionalParameters());
        targets.requireKnown(resources);
        @Nullable DPoPProof proof = proofs.of(request, client);
        CodeExchange.Shown shown =
                new CodeExchange.Shown(request.getRedirectUri(), codeVerifier(request.getAdditionalParameters()));
        CodeExchange.Exchange result = proof == null
                ? exchange.exchange(request.getCode(), client, shown)
                : exchange.exchange(request.getCode(), client, shown, proof);
        CodeExchange.Exchanged exchanged = result.exchanged()
                .orElseThrow(() -> new TokenRequestException(
                        "invalid_grant",
                        "The code is not valid",
                        Objects.requireNonNullElseGet(result.refusal(), () -> Failure.of(FailedRule.CODE_KNOWN))));
        Grant grant = exchanged.grant();
        OAuth2AccessToken accessToken =
                accessTokens.forGrant(client, grant, targets.of(grant.scopes(), grant.resources(), resources), proof);
        Map<String, Object> parameters = new HashMap<>();
        if (grant.scopes().contains("openid")) {
            parameters.put("id_token", idTokens.issue(client, grant, exchanged.nonce(), accessToken.getTokenValue()));
        }
        @Nullable String refreshToken = exchanged.refreshToken();
        return new OAuth2AccessTokenAuthenticationToken(
                client.registeredClient(),
                (Authentication) request.getPrincipal(),
                accessToken,
                refreshToken == null ? null : new OAuth2RefreshToken(refreshToken, accessToken.getIssuedAt()),
                parameters);
    }

    private static @Nullable String codeVerifier(Map<String, Object> parameters) {
        Object sent = parameters.get("code_verifier");
        if (sent != null && !(sent instanceof String)) {
            throw new TokenRequestException(
                    "invalid_request",
                    "code_verifier was sent more than once",
                    Failure.of(FailedRule.PARAMETER_ONCE, "", "code_verifier"));
        }
        return (String) sent;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2AuthorizationCodeAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
