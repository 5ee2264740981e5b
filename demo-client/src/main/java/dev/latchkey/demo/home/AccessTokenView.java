package dev.latchkey.demo.home;

import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

/**
 * What an access token says, never the token.
 *
 * <p>A client must not build on this: an access token is addressed to the API, and its format may change without notice
 * (RFC 9068 §6). It is read here, unchecked, because this page teaches.
 *
 * @param type media type from its header
 * @param algorithm signature algorithm from its header
 * @param expiresAt when it expires, as the token response said
 * @param claims the claims; empty when the token is opaque
 */
record AccessTokenView(
        @Nullable String type,
        @Nullable String algorithm,
        @Nullable Instant expiresAt,
        List<Claim> claims) {

    static AccessTokenView of(OAuth2AccessToken token) {
        try {
            if (JWTParser.parse(token.getTokenValue()) instanceof SignedJWT jwt) {
                return new AccessTokenView(
                        String.valueOf(jwt.getHeader().getType()),
                        jwt.getHeader().getAlgorithm().getName(),
                        token.getExpiresAt(),
                        Claim.of(jwt.getJWTClaimsSet().getClaims()));
            }
        } catch (ParseException opaque) {
            // Not a JWT: nothing to read, as it should be for a client.
        }
        return new AccessTokenView(null, null, token.getExpiresAt(), List.of());
    }
}
