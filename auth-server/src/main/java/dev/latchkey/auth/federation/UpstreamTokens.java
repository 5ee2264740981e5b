package dev.latchkey.auth.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks tokens that a provider signed (OpenID Connect Core §3.1.3.7, Back-Channel Logout §2.6). */
@Component
class UpstreamTokens {

    /** Nothing that our own secret could sign, and nothing unsigned. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final Duration FETCH_INTERVAL = Duration.ofMinutes(1);
    private static final int LONGEST = 32 * 1024;

    private final Discovery discovery;
    private final Clock clock;

    UpstreamTokens(Discovery discovery, Clock clock) {
        this.discovery = discovery;
        this.clock = clock;
    }

    /** @param after when the person has to have signed in there at the earliest; null if that does not matter */
    JWTClaimsSet idToken(Provider provider, String token, String nonce, @Nullable Instant after)
            throws UpstreamException {
        JWTClaimsSet claims = signed(provider, token, true);
        checkAddressee(provider, claims);
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        require(expires != null && expires.toInstant().plus(SKEW).isAfter(now), "the ID token has expired");
        Date issued = claims.getIssueTime();
        require(issued != null && issued.toInstant().minus(SKEW).isBefore(now), "the ID token is of tomorrow");
        require(nonce.equals(text(claims, "nonce")), "the nonce is another");
        if (after != null) {
            Instant signedIn = time(claims, "auth_time");
            if (signedIn == null || signedIn.plus(SKEW).isBefore(after)) {
                throw new UpstreamException(UpstreamException.Reason.NOT_FRESH, "did not ask again");
            }
        }
        return claims;
    }

    /** The keys are fetched for a token that anybody could have posted once a minute at most. */
    JWTClaimsSet logoutToken(Provider provider, String token) throws UpstreamException {
        JWTClaimsSet claims = signed(provider, token, false);
        checkAddressee(provider, claims);
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        require(issued != null && issued.toInstant().minus(SKEW).isBefore(now), "the logout token is of tomorrow");
        Instant end = expires == null
                ? (issued == null ? Instant.EPOCH : issued.toInstant().plus(Duration.ofMinutes(2)))
                : expires.toInstant();
        require(end.plus(SKEW).isAfter(now), "the logout token has expired");
        require(claims.getJWTID() != null && !claims.getJWTID().isBlank(), "the logout token has no id");
        require(claims.getClaim("nonce") == null, "an ID token is no logout token");
        require(
                claims.getClaim("events") instanceof Map<?, ?> events
                        && events.get("http://schemas.openid.net/event/backchannel-logout") instanceof Map,
                "the token says nothing of a logout");
        require(claims.getSubject() != null || text(claims, "sid") != null, "the logout token names nobody");
        return claims;
    }

    private void checkAddressee(Provider provider, JWTClaimsSet claims) throws UpstreamException {
        require(provider.issuer().equals(claims.getIssuer()), "the issuer is another");
        List<String> audience = claims.getAudience();
        require(audience.contains(provider.clientId()), "the audience is another");
        String party = text(claims, "azp");
        require(audience.size() == 1 || party != null, "there are several audiences and no authorized party");
        require(party == null || party.equals(provider.clientId()), "the authorized party is another");
    }

    private JWTClaimsSet signed(Provider provider, String token, boolean fetchAlways) throws UpstreamException {
        try {
            require(token.length() <= LONGEST, "the token is too long");
            SignedJWT jwt = SignedJWT.parse(token);
            require(ALGORITHMS.contains(jwt.getHeader().getAlgorithm()), "the algorithm is none that is taken");
            require(jwt.getHeader().getCriticalParams() == null, "the token has critical headers");
            ProviderMetadata metadata = discovery.of(provider);
            Discovery.Keys keys = discovery.keys(metadata);
            if (!isSigned(jwt, keys.set())) {
                boolean mayFetch =
                        fetchAlways || keys.fetchedAt().plus(FETCH_INTERVAL).isBefore(clock.instant());
                require(mayFetch && isSigned(jwt, discovery.fetchKeys(metadata).set()), "the signature is not theirs");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException malformed) {
            throw UpstreamException.untrusted("the token is no signed JWT");
        }
    }

    /** Only with a key that the provider publishes for signatures: what the token itself brings or points to is not looked at. */
    private static boolean isSigned(SignedJWT jwt, JWKSet published) {
        JWKMatcher matcher = JWKMatcher.forJWSHeader(jwt.getHeader());
        return matcher != null
                && new JWKSelector(matcher).select(published).stream().anyMatch(key -> isSignedWith(jwt, key));
    }

    private static boolean isSignedWith(SignedJWT jwt, JWK key) {
        try {
            if (!(key instanceof AsymmetricJWK asymmetric)) {
                return false;
            }
            JWSVerifier verifier =
                    new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), asymmetric.toPublicKey());
            return jwt.verify(verifier);
        } catch (JOSEException unfit) {
            return false;
        }
    }

    static @Nullable String text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text && !text.isBlank() ? text : null;
    }

    private static @Nullable Instant time(JWTClaimsSet claims, String name) {
        Object value = claims.getClaim(name);
        if (value instanceof Date date) {
            return date.toInstant();
        }
        return value instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : null;
    }

    private static void require(boolean holds, String otherwise) throws UpstreamException {
        if (!holds) {
            throw UpstreamException.untrusted(otherwise);
        }
    }
}
