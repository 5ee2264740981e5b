package dev.latchkey.auth.clientregistration;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Puts the tokens of the configuration into the table at start; one that was used up stays used up. */
@Component
class DeclaredTokens implements InitializingBean {

    private static final Instant NEVER =
            OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC).toInstant();

    private final RegistrationProperties properties;
    private final InitialAccessTokens tokens;

    DeclaredTokens(RegistrationProperties properties, InitialAccessTokens tokens) {
        this.properties = properties;
        this.tokens = tokens;
    }

    @Override
    public void afterPropertiesSet() {
        for (RegistrationProperties.DeclaredToken token : properties.initialAccessTokens()) {
            Instant expiresAt = token.expiresAt();
            tokens.put(
                    token.value(),
                    "configuration",
                    token.uses(),
                    expiresAt == null ? NEVER : expiresAt,
                    token.scopes(),
                    token.redirectHosts());
        }
    }
}
