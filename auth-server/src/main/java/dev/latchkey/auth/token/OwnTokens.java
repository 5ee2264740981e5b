package dev.latchkey.auth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Reads the access tokens that this server has signed (RFC 9068 §4): signature by one of our keys, {@code typ}, issuer and
 * expiry. Whether the grant behind one still lives is another question, see {@link AccessTokenStatus}.
 *
 * <p>Checking an ES256 signature costs more than making one, and a token is shown many times: what was verified is
 * remembered for a moment, by the hash of the token.
 */
@Component
public class OwnTokens implements JwtDecoder {

    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MAX_LENGTH = 8192;

    private final NimbusJwtDecoder decoder;
    private final Clock clock;
    private final Cache<String, Jwt> verified = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    OwnTokens(JWKSource<SecurityContext> keys, Issuer issuer, Clock clock) {
        this.clock = clock;
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(AccessTokenClaims.TYPE)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.ES256), keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        this.decoder = new NimbusJwtDecoder(processor);
        this.decoder.setJwtValidator(new OwnTokenValidator(issuer, clock));
    }

    /** @throws BadJwtException if this is no valid access token of ours */
    @Override
    public Jwt decode(String token) {
        if (token.length() > MAX_LENGTH) {
            throw new BadJwtException("Too long to be a token of ours");
        }
        String key = OpaqueValues.encode(OpaqueValues.hash(token));
        Jwt known = verified.getIfPresent(key);
        if (known != null && isLive(known)) {
            return known;
        }
        Jwt jwt = decoder.decode(token);
        verified.put(key, jwt);
        return jwt;
    }

    /** The scopes of a token, which has them as one string (RFC 9068 §2.2.3). */
    public static List<String> scopesOf(Jwt token) {
        String scope = token.getClaimAsString("scope");
        return scope == null || scope.isEmpty() ? List.of() : List.of(scope.split(" "));
    }

    /** Whether a token is bound to a key (RFC 9449 §6.1), and so is never sent as a bearer token. */
    public static boolean isBound(Jwt token) {
        return token.hasClaim(AccessTokenClaims.CONFIRMATION);
    }

    private boolean isLive(Jwt jwt) {
        Instant expiresAt = jwt.getExpiresAt();
        return expiresAt != null && expiresAt.isAfter(clock.instant());
    }
}
