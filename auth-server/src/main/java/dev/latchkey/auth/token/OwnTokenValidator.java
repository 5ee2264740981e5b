package dev.latchkey.auth.token;

import dev.latchkey.auth.web.Issuer;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Issuer and time of a token of ours. No skew is allowed for: the clock that made it is ours too. */
class OwnTokenValidator implements OAuth2TokenValidator<Jwt> {

    private static final OAuth2Error INVALID = new OAuth2Error("invalid_token", "The token is not valid", null);

    private final Issuer issuer;
    private final Clock clock;

    OwnTokenValidator(Issuer issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt jwt) {
        Instant expiresAt = jwt.getExpiresAt();
        boolean valid = issuer.value().equals(jwt.getClaimAsString("iss"))
                && jwt.getId() != null
                && expiresAt != null
                && expiresAt.isAfter(clock.instant());
        return valid ? OAuth2TokenValidatorResult.success() : OAuth2TokenValidatorResult.failure(INVALID);
    }
}
