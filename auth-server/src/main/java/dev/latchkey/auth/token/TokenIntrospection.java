package dev.latchkey.auth.token;

import dev.latchkey.auth.brake.ClientBrake;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.client.ClientAuthentication;
import dev.latchkey.auth.client.Clients;
import dev.latchkey.auth.client.TooManyAttemptsException;
import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.subject.ClientSubjects;
import dev.latchkey.auth.web.Issuer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Introspection (RFC 7662). Only the client that a token was issued to, and the clients that may ask for a resource of its
 * audience, hear anything; to everybody else every token is inactive, and so is everything that is not a token.
 */
@Component
public class TokenIntrospection implements AuthenticationProvider {

    private static final OAuth2TokenIntrospection INACTIVE =
            OAuth2TokenIntrospection.builder().build();

    private final ClientOf clientOf;
    private final Clients clients;
    private final Scopes scopes;
    private final OwnTokens tokens;
    private final AccessTokenStatus status;
    private final RefreshTokens refreshTokens;
    private final ClientSubjects subjects;
    private final Issuer issuer;
    private final ClientBrake brake;

    TokenIntrospection(
            ClientOf clientOf,
            Clients clients,
            Scopes scopes,
            OwnTokens tokens,
            AccessTokenStatus status,
            RefreshTokens refreshTokens,
            ClientSubjects subjects,
            Issuer issuer,
            ClientBrake brake) {
        this.clientOf = clientOf;
        this.clients = clients;
        this.scopes = scopes;
        this.tokens = tokens;
        this.status = status;
        this.refreshTokens = refreshTokens;
        this.subjects = subjects;
        this.issuer = issuer;
        this.brake = brake;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OAuth2TokenIntrospectionAuthenticationToken request =
                (OAuth2TokenIntrospectionAuthenticationToken) authentication;
        Client caller = clientOf.request(request);
        if (caller.isPublic()) {
            // §2.1: the endpoint must know who asks, so that nobody can try tokens out.
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        OAuth2TokenIntrospection answer = OpaqueValues.isWellFormed(request.getToken())
                ? refreshToken(request.getToken(), caller)
                : accessToken(request.getToken(), caller);
        if (!answer.isActive()) {
            slowDown(caller, (Authentication) request.getPrincipal());
        }
        return new OAuth2TokenIntrospectionAuthenticationToken(
                request.getToken(), (Authentication) request.getPrincipal(), answer);
    }

    /**
     * Nobody tries tokens out in bulk here. A live token is answered even then: a resource server passes on what strangers
     * send it, and must not be cut off by them.
     */
    private void slowDown(Client caller, Authentication authenticatedClient) {
        brake.missedToken(caller.clientId(), ClientAuthentication.addressOf(authenticatedClient))
                .waitFor()
                .ifPresent(wait -> {
                    throw new TooManyAttemptsException(wait);
                });
    }

    private OAuth2TokenIntrospection accessToken(String value, Client caller) {
        Jwt token;
        try {
            token = tokens.decode(value);
        } catch (BadJwtException notOurs) {
            return INACTIVE;
        }
        String clientId = token.getClaimAsString("client_id");
        if (clientId == null || !(caller.clientId().equals(clientId) || asksForAudienceOf(token, caller))) {
            return INACTIVE;
        }
        if (clients.byClientId(clientId).isEmpty()) {
            return INACTIVE;
        }
        if (AccessTokenStatus.grantOf(token).isEmpty()) {
            return status.isLive(token) ? answer(token, clientId) : INACTIVE; // acts for itself: RFC 9068 §2.2
        }
        return status.personIfLive(token)
                .map(person -> answer(token, subjects.of(person, caller)))
                .orElse(INACTIVE);
    }

    /** @param subject as the caller knows the person: a pairwise client by its own name, everybody else by the account */
    private static OAuth2TokenIntrospection answer(Jwt token, @Nullable String subject) {
        return OAuth2TokenIntrospection.builder(true)
                .claims(claims -> {
                    claims.putAll(token.getClaims());
                    if (subject != null) {
                        claims.put("sub", subject);
                    }
                    claims.remove(AccessTokenClaims.GRANT);
                    claims.remove(AccessTokenClaims.STATUS);
                    // The framework wants a list here, and writes it as the string that it was.
                    claims.put("scope", OwnTokens.scopesOf(token));
                })
                .tokenType(OwnTokens.isBound(token) ? "DPoP" : "Bearer")
                .build();
    }

    private boolean asksForAudienceOf(Jwt token, Client caller) {
        List<String> audience = token.getAudience();
        return audience != null
                && audience.stream()
                        .map(scopes::resource)
                        .flatMap(Optional::stream)
                        .map(ProtectedResource::introspectionClients)
                        .anyMatch(mayAsk -> mayAsk.contains(caller.clientId()));
    }

    private OAuth2TokenIntrospection refreshToken(String value, Client caller) {
        return refreshTokens
                .findUsable(value)
                .filter(usable -> usable.grant().clientId().equals(caller.id()))
                .map(usable -> OAuth2TokenIntrospection.builder(true)
                        .issuer(issuer.value())
                        .subject(subjects.of(usable.grant().accountId(), caller))
                        .clientId(caller.clientId())
                        .scopes(granted -> granted.addAll(usable.grant().scopes()))
                        .issuedAt(usable.issuedAt())
                        .expiresAt(usable.expiresAt())
                        .build())
                .orElse(INACTIVE);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
