package dev.latchkey.auth.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.authorization.GrantLifetimes;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.dpop.DPoPProof;
import dev.latchkey.auth.key.SigningAlgorithm;
import dev.latchkey.auth.key.TokenSigner;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.status.StatusReferences;
import dev.latchkey.auth.subject.ClientSubjects;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.stereotype.Component;

/** Makes access tokens: JWTs by RFC 9068, of which no row is kept. With a DPoP proof they are bound to its key (RFC 9449 §6.1). */
@Component
class AccessTokens {

    private final TokenSigner signer;
    private final ClientSubjects subjects;
    private final OpaqueValues values;
    private final GrantLifetimes lifetimes;
    private final StatusReferences statuses;
    private final Issuer issuer;
    private final Clock clock;

    AccessTokens(
            TokenSigner signer,
            ClientSubjects subjects,
            OpaqueValues values,
            GrantLifetimes lifetimes,
            StatusReferences statuses,
            Issuer issuer,
            Clock clock) {
        this.signer = signer;
        this.subjects = subjects;
        this.values = values;
        this.lifetimes = lifetimes;
        this.statuses = statuses;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** For a client that acts for itself: {@code sub} is the client (RFC 9068 §2.2). */
    OAuth2AccessToken forClient(Client client, Target target, @Nullable DPoPProof proof) {
        Instant now = now();
        Instant expiresAt = now.plus(lifetime(client));
        JWTClaimsSet.Builder claims = claims(client, target, now, expiresAt).subject(client.clientId());
        return sign(claims, target, proof, now, expiresAt);
    }

    /** For a client that acts for a person. Never lives longer than the grant. */
    OAuth2AccessToken forGrant(Client client, Grant grant, Target target, @Nullable DPoPProof proof) {
        Instant now = now();
        Instant expiresAt = earlier(now.plus(lifetime(client)), grant.expiresAt());
        return sign(claimsOf(client, grant, target, now, expiresAt), target, proof, now, expiresAt);
    }

    /** For a client that acts for a person with a token that it was passed. Never lives longer than that token. */
    OAuth2AccessToken forExchange(Client client, SubjectToken subject, Target target, @Nullable DPoPProof proof) {
        Instant now = now();
        Grant grant = subject.grant();
        Instant expiresAt = earlier(earlier(now.plus(lifetime(client)), grant.expiresAt()), subject.expiresAt());
        JWTClaimsSet.Builder claims = claimsOf(client, grant, target, now, expiresAt);
        if (subject.actors() != null) {
            claims.claim(Actors.CLAIM, subject.actors());
        }
        return sign(claims, target, proof, now, expiresAt);
    }

    private JWTClaimsSet.Builder claimsOf(Client client, Grant grant, Target target, Instant now, Instant expiresAt) {
        JWTClaimsSet.Builder claims = claims(client, target, now, expiresAt)
                .subject(subjects.of(grant.accountId(), client))
                .claim(AccessTokenClaims.GRANT, grant.id().toString())
                .claim("auth_time", grant.authentication().authTime().getEpochSecond())
                .claim("acr", grant.authentication().acr())
                .claim("amr", grant.authentication().amr());
        statuses.claim(grant.statusIndex()).ifPresent(status -> claims.claim(AccessTokenClaims.STATUS, status));
        if (target.scopes().contains("roles")) {
            claims.claim(AccessTokenClaims.ROLES, List.copyOf(grant.roles()));
        }
        return claims;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isAfter(other) ? other.truncatedTo(ChronoUnit.SECONDS) : one;
    }

    private JWTClaimsSet.Builder claims(Client client, Target target, Instant now, Instant expiresAt) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer.value())
                .audience(target.audience())
                .jwtID(values.generate())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt))
                .claim("client_id", client.clientId())
                .claim("scope", String.join(" ", target.scopes()));
    }

    private OAuth2AccessToken sign(
            JWTClaimsSet.Builder claims, Target target, @Nullable DPoPProof proof, Instant now, Instant expiresAt) {
        if (proof != null) {
            claims.claim(AccessTokenClaims.CONFIRMATION, Map.of("jkt", proof.thumbprint()));
        }
        String value = signer.sign(SigningAlgorithm.ES256, AccessTokenClaims.TYPE, claims.build());
        return new OAuth2AccessToken(
                proof == null ? OAuth2AccessToken.TokenType.BEARER : OAuth2AccessToken.TokenType.DPOP,
                value,
                now,
                expiresAt,
                target.scopes());
    }

    /** What the client is configured for, and never longer than the key lives that signs. */
    private Duration lifetime(Client client) {
        Duration configured = lifetimes.accessTokenTtl(client);
        Duration longest = signer.longestLife();
        return configured.compareTo(longest) > 0 ? longest : configured;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
