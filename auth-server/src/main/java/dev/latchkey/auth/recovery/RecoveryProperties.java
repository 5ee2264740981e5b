package dev.latchkey.auth.recovery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Recovery by an administrator.
 *
 * @param waitingPeriod how long the owner can object before the link works
 * @param linkLifetime how long it works then
 */
@ConfigurationProperties("latchkey.recovery")
record RecoveryProperties(
        @DefaultValue("24h") Duration waitingPeriod,
        @DefaultValue("24h") Duration linkLifetime) {

    RecoveryProperties {
        if (waitingPeriod.isNegative() || linkLifetime.isNegative() || linkLifetime.isZero()) {
            throw new IllegalArgumentException(
                    "latchkey.recovery: waiting-period is not negative, and link-lifetime longer than nothing");
        }
    }
}
