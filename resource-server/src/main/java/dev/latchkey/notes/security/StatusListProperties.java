package dev.latchkey.notes.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and how often the issuer's token status lists are read.
 *
 * @param enabled whether the status that a token names is looked at; without, introspection is the only way to learn of a
 *     revocation
 * @param refreshInterval how often a list is asked for again while its tokens are in use, and so, with the second that the
 *     issuer takes, how long a revoked token may still be accepted
 * @param tolerance for how long tokens are accepted while their list cannot be had; after that every one is refused with 503.
 *     Zero accepts none
 */
@ConfigurationProperties("latchkey.status-list")
record StatusListProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("2s") Duration refreshInterval,
        @DefaultValue("60s") Duration tolerance) {

    StatusListProperties {
        if (refreshInterval.toMillis() < 100 || tolerance.isNegative()) {
            throw new IllegalArgumentException(
                    "latchkey.status-list: refresh-interval >= 100ms and tolerance >= 0 must hold");
        }
    }
}
