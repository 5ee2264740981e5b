package dev.latchkey.notes.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and how often the issuer is asked if a token was revoked. Without a secret it is not asked, and a token holds
 * until it expires.
 *
 * @param clientId this API as a client of the issuer
 * @param clientSecret its secret
 * @param maxAge how long an answer is believed, and so how long a revoked token may still be accepted
 */
@ConfigurationProperties("latchkey.introspection")
record IntrospectionProperties(
        @DefaultValue("notes-api") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("10s") Duration maxAge) {

    boolean isEnabled() {
        return !clientSecret.isBlank();
    }

    @Override
    public String toString() {
        return "IntrospectionProperties[clientId=" + clientId + ", maxAge=" + maxAge + "]";
    }
}
