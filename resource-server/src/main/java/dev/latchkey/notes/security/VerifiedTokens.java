package dev.latchkey.notes.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Authenticates access tokens and remembers, for a bounded number of them, that their signature was good: verifying
 * ES256 costs more than everything else in a small request.
 *
 * <p>What is remembered is only the signature. Each use checks again that the token has not expired and that the key
 * which signed it is still published; so nothing outlives {@code exp} or the removal of a key. Tokens are kept under
 * their SHA-256, and only good ones are kept.
 */
final class VerifiedTokens {

    private static final Log logger = LogFactory.getLog(VerifiedTokens.class);

    private static final int REMEMBERED = 10_000;

    /** Constant, because what exactly was wrong helps whoever forged it. */
    private static final String INVALID = "The access token is malformed, expired or not meant for this API.";

    private final TokenShape shape;

    private final JwtDecoder decoder;

    private final AccessTokenRules rules;

    private final IssuerKeys keys;

    private final Cache<ByteBuffer, Verified> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    VerifiedTokens(TokenShape shape, JwtDecoder decoder, AccessTokenRules rules, IssuerKeys keys) {
        this.shape = shape;
        this.decoder = decoder;
        this.rules = rules;
        this.keys = keys;
    }

    JwtAuthenticationToken authenticate(String token) {
        ByteBuffer hash = sha256(token);
        try {
            Verified known = verified.getIfPresent(hash);
            if (known != null && known.stillHolds(rules, keys)) {
                return known.authentication();
            }
            verified.invalidate(hash);
            Verified fresh = verify(token);
            verified.put(hash, fresh);
            return fresh.authentication();
        } catch (BadJwtException ex) {
            logger.info("Access token refused: " + LogText.of(ex.getMessage()));
            throw new InvalidBearerTokenException(INVALID, ex);
        } catch (JwtException | KeySourceException ex) {
            throw new IssuerUnavailableException(ex);
        }
    }

    private Verified verify(String token) throws KeySourceException {
        String keyId = shape.keyId(token);
        Jwt jwt = decoder.decode(token);
        Collection<GrantedAuthority> authorities = GrantedAuthorities.of(jwt);
        return new Verified(new JwtAuthenticationToken(jwt, authorities), keyId, keys.published(keyId));
    }

    private static ByteBuffer sha256(String token) {
        try {
            byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private record Verified(JwtAuthenticationToken authentication, String keyId, List<JWK> publishedThen) {

        boolean stillHolds(AccessTokenRules rules, IssuerKeys keys) throws KeySourceException {
            return rules.isNotExpired(authentication.getToken())
                    && keys.published(keyId).equals(publishedThen);
        }
    }
}
