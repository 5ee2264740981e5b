package dev.latchkey.notes.security;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Refuses tokens whose place in the issuer's status list says that they were revoked. A token that names no place is good
 * here: its issuer publishes no status for it.
 *
 * <p>While a list cannot be had, what was known last holds for {@code latchkey.status-list.tolerance}; then {@link
 * StatusUnavailableException} is thrown, which is nobody's fault but ours and no reason for a client to throw its token away.
 *
 * <p>To use it elsewhere take this class with {@link StatusLists}, {@link StatusListProperties} and {@link
 * StatusUnavailableException}, and add it to the validators of a {@code JwtDecoder}; a decoder that remembers tokens asks it
 * again at each use.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/">draft-ietf-oauth-status-list §8.3</a>
 */
final class StatusListValidator implements OAuth2TokenValidator<Jwt> {

    private static final OAuth2TokenValidatorResult REVOKED =
            failure("the status list says that the token was revoked");

    private static final OAuth2TokenValidatorResult MALFORMED =
            failure("the status of the token names no place in a list");

    private final StatusLists lists;

    StatusListValidator(StatusLists lists) {
        this.lists = lists;
    }

    /** @throws StatusUnavailableException if it has not been known for too long */
    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        Object status = token.getClaims().get("status");
        if (status == null) {
            return OAuth2TokenValidatorResult.success();
        }
        if (!(status instanceof Map<?, ?> members)
                || !(members.get("status_list") instanceof Map<?, ?> reference)
                || !(reference.get("uri") instanceof String uri)) {
            return MALFORMED;
        }
        @Nullable Integer index = index(reference.get("idx"));
        if (index == null || !lists.mayBeAsked(uri)) {
            return MALFORMED;
        }
        return switch (lists.status(uri, index)) {
            case VALID -> OAuth2TokenValidatorResult.success();
            case REVOKED -> REVOKED;
            case OUTSIDE -> MALFORMED;
        };
    }

    static boolean hasStatus(Jwt token) {
        return token.getClaims().containsKey("status");
    }

    private static @Nullable Integer index(@Nullable Object value) {
        if (!(value instanceof Number number) || !(value instanceof Long || value instanceof Integer)) {
            return null;
        }
        long index = number.longValue();
        return index < 0 || index > Integer.MAX_VALUE ? null : (int) index;
    }

    private static OAuth2TokenValidatorResult failure(String reason) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", reason, null));
    }
}
