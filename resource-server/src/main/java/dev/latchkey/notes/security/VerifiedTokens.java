package dev.latchkey.notes.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
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
 * <p>What is remembered is only the signature. Each use checks again that the token has not expired, that the key which
 * signed it is still published and that it was not revoked: by the status list that it names or, where it names none and the
 * issuer is asked, by an answer that is young enough. So nothing outlives {@code exp} or the removal of a key. Tokens are kept under their SHA-256, and only good ones are kept.
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

    private final @Nullable StatusListValidator statusLists;

    private final RevocationStatus revocation;

    private final Duration believed;

    private final Clock clock;

    private final Cache<ByteBuffer, Verified> verified =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    VerifiedTokens(
            TokenShape shape,
            JwtDecoder decoder,
            AccessTokenRules rules,
            IssuerKeys keys,
            @Nullable StatusListValidator statusLists,
            RevocationStatus revocation,
            Duration believed,
            Clock clock) {
        this.shape = shape;
        this.decoder = decoder;
        this.rules = rules;
        this.keys = keys;
        this.statusLists = statusLists;
        this.revocation = revocation;
        this.believed = believed;
        this.clock = clock;
    }

    JwtAuthenticationToken authenticate(String token) {
        ByteBuffer hash = sha256(token);
        try {
            Verified known = verified.getIfPresent(hash);
            if (known == null || !known.stillHolds()) {
                verified.invalidate(hash);
                known = verify(token);
                verified.put(hash, known);
            }
            known.requireActive();
            return known.authentication;
        } catch (BadJwtException ex) {
            logger.info("Access token refused: " + LogText.of(ex.getMessage()));
            throw new InvalidBearerTokenException(INVALID, ex);
        } catch (JwtException | IOException | KeySourceException ex) {
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

    private final class Verified {

        private final JwtAuthenticationToken authentication;

        private final String keyId;

        private final List<JWK> publishedThen;

        private volatile Instant activeAt = Instant.MIN;

        /** Never taken back, and never asked again. */
        private volatile boolean revoked;

        Verified(JwtAuthenticationToken authentication, String keyId, List<JWK> publishedThen) {
            this.authentication = authentication;
            this.keyId = keyId;
            this.publishedThen = publishedThen;
        }

        boolean stillHolds() throws KeySourceException {
            return rules.isNotExpired(authentication.getToken())
                    && keys.published(keyId).equals(publishedThen);
        }

        void requireActive() throws IOException {
            if (statusLists != null && StatusListValidator.hasStatus(authentication.getToken())) {
                // One bit, read at every use: nothing to remember.
                revoked = revoked
                        || statusLists.validate(authentication.getToken()).hasErrors();
            } else if (revocation != RevocationStatus.UNKNOWN && !revoked && isOld()) {
                askAgain();
            }
            if (revoked) {
                throw new BadJwtException("the issuer says that the token is not active");
            }
        }

        private boolean isOld() {
            return activeAt.isBefore(clock.instant().minus(believed));
        }

        /** One request asks, those that come meanwhile wait for its answer. */
        private synchronized void askAgain() throws IOException {
            if (!revoked && isOld()) {
                Instant asked = clock.instant();
                revoked = !revocation.isActive(authentication.getToken());
                activeAt = asked;
            }
        }
    }
}
