package dev.latchkey.auth.token;

import dev.latchkey.auth.authorization.Grant;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * An access token that may be exchanged.
 *
 * @param grant behind it, which lives
 * @param scopes that the token has
 * @param actors that the new token tells of; null if its client got the token from the person and keeps it to itself
 */
record SubjectToken(
        Jwt token,
        Grant grant,
        Set<String> scopes,
        @Nullable Map<String, Object> actors) {

    /** Every token of ours says when it ends. */
    Instant expiresAt() {
        return Objects.requireNonNull(token.getExpiresAt());
    }
}
