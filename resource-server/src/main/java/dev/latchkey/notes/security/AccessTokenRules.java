package dev.latchkey.notes.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;

/**
 * What must hold for the claims of a token whose {@link TokenShape shape} and signature are good already. One line a
 * rule; the first that fails is the reason in the log.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068 §4, Validating JWT Access Tokens</a>
 */
final class AccessTokenRules {

    private static final int LONGEST_SUBJECT = 255; // OpenID Connect Core §2

    private final String issuer;

    private final String audience;

    private final Duration skew;

    private final Clock clock;

    AccessTokenRules(ResourceProperties properties, Clock clock) {
        this.issuer = properties.issuer().toString();
        this.audience = properties.audience();
        this.skew = properties.token().clockSkew();
        this.clock = clock;
    }

    OAuth2TokenValidator<Jwt> validator() {
        DelegatingOAuth2TokenValidator<Jwt> rules = new DelegatingOAuth2TokenValidator<>(List.of(
                rule("iss is not our issuer", jwt -> issuer.equals(jwt.getClaimAsString("iss"))),
                rule("aud does not name this API", jwt -> namesUs(jwt.getAudience())),
                rule("the token has expired", this::isNotExpired),
                rule("nbf is in the future", jwt -> isNotInFuture(jwt.getNotBefore())),
                rule("iat is in the future", jwt -> isNotInFuture(jwt.getIssuedAt())),
                rule("sub is too long", jwt -> isSubject(jwt.getSubject()))));
        rules.setFailOnError(true);
        return rules;
    }

    private boolean namesUs(@Nullable List<String> audiences) {
        return audiences != null && audiences.contains(audience);
    }

    private static boolean isSubject(@Nullable String subject) {
        return subject != null && subject.length() <= LONGEST_SUBJECT;
    }

    boolean isNotExpired(Jwt jwt) {
        Instant expiresAt = jwt.getExpiresAt();
        return expiresAt != null && clock.instant().minus(skew).isBefore(expiresAt);
    }

    private boolean isNotInFuture(@Nullable Instant instant) {
        return instant == null || !instant.isAfter(clock.instant().plus(skew));
    }

    private static OAuth2TokenValidator<Jwt> rule(String reason, Predicate<Jwt> holds) {
        OAuth2TokenValidatorResult failure =
                OAuth2TokenValidatorResult.failure(new OAuth2Error(BearerTokenErrorCodes.INVALID_TOKEN, reason, null));
        return jwt -> holds.test(jwt) ? OAuth2TokenValidatorResult.success() : failure;
    }
}
