package dev.latchkey.auth.token;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.TokenExchangePolicy;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Exchanges an access token for one with which the client acts for the same person elsewhere (RFC 8693). Delegation only: the
 * subject stays the subject and {@code act} says who acts; nobody becomes anybody else. The new token belongs to the same
 * grant, so whatever ends that ends it too, and no row is kept of it.
 */
@Component
public class TokenExchangeGrant implements AuthenticationProvider {

    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final ClientOf clientOf;
    private final TokenProofs proofs;
    private final SubjectTokens subjectTokens;
    private final ExchangeTargets targets;
    private final AccessTokens accessTokens;
    private final AuditTrail trail;

    TokenExchangeGrant(
            ClientOf clientOf,
            TokenProofs proofs,
            SubjectTokens subjectTokens,
            ExchangeTargets targets,
            AccessTokens accessTokens,
            AuditTrail trail) {
        this.clientOf = clientOf;
        this.proofs = proofs;
        this.subjectTokens = subjectTokens;
        this.targets = targets;
        this.accessTokens = accessTokens;
        this.trail = trail;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2TokenExchangeAuthenticationToken request = (OAuth2TokenExchangeAuthenticationToken) authentication;
        Client client = clientOf.tokenRequest(request, AuthorizationGrantType.TOKEN_EXCHANGE);
        @Nullable TokenExchangePolicy policy = client.policy().tokenExchange();
        if (policy == null || client.isPublic()) {
            throw new TokenRequestException(
                    "unauthorized_client",
                    "The client has no policy for this grant",
                    Failure.of(FailedRule.GRANT_TYPE, "token_exchange", ""));
        }
        requireAccessTokens(request);
        @Nullable DPoPProof proof = proofs.of(request, client);
        SubjectToken subject = subjectTokens.read(request.getSubjectToken(), client, policy, proof);
        Set<String> audiences = new LinkedHashSet<>(request.getResources());
        audiences.addAll(request.getAudiences());
        Target target = targets.of(policy, client, subject.scopes(), audiences, request.getScopes());
        proofs.spend(proof);
        OAuth2AccessToken accessToken = accessTokens.forExchange(client, subject, target, proof);
        // Not among the events of the account: services exchange at every call, and would bury what the person looks
        // for.
        trail.record(SecurityEvent.success(SecurityEventType.TOKEN_EXCHANGED)
                .client(client.clientId())
                .detail("subject", subject.grant().accountId().toString())
                .detail("grant", subject.grant().id().toString())
                .detail("of", String.valueOf(subject.token().getClaimAsString("client_id")))
                .detail("for", String.join(" ", target.audience())));
        return new OAuth2AccessTokenAuthenticationToken(
                client.registeredClient(),
                (Authentication) request.getPrincipal(),
                accessToken,
                null,
                Map.of("issued_token_type", ACCESS_TOKEN));
    }

    /** Only access tokens go in and come out (§3): a refresh token would outlive what it was exchanged for. */
    private static void requireAccessTokens(OAuth2TokenExchangeAuthenticationToken request) {
        if (!ACCESS_TOKEN.equals(request.getSubjectTokenType())
                || !ACCESS_TOKEN.equals(request.getRequestedTokenType())) {
            throw new TokenRequestException(
                    "invalid_request",
                    "Only access tokens are exchanged, for access tokens",
                    Failure.of(FailedRule.SUBJECT_TOKEN));
        }
        if (request.getActorToken() != null || request.getActorTokenType() != null) {
            // §2.1: the party that acts is the client, and it has authenticated.
            throw new TokenRequestException(
                    "invalid_request",
                    "The client itself is the actor: no actor_token",
                    Failure.of(FailedRule.SUBJECT_TOKEN, "", "actor_token"));
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenExchangeAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
