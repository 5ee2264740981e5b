package dev.latchkey.auth.risk;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Unusual sign-ins.
 *
 * @param notices whether their owners get a mail
 * @param demandAt the sum of {@link RiskSign#points()} from which a second factor is demanded; 0 for never
 * @param familiarFor how long a browser or network that is not used stays familiar
 * @param failures so many refused sign-ins of the account within {@code failureWindow} are a sign
 * @param linkLifetime how long an owner can say that it was not them
 * @param geoDatabase a file in the MaxMind DB format with cities; without it nobody knows where an address is
 */
@ConfigurationProperties("latchkey.risk")
record RiskProperties(
        @DefaultValue("true") boolean notices,
        @DefaultValue("50") int demandAt,
        @DefaultValue("180d") Duration familiarFor,
        @DefaultValue("3") int failures,
        @DefaultValue("1h") Duration failureWindow,
        @DefaultValue("7d") Duration linkLifetime,
        @Nullable Path geoDatabase) {

    RiskProperties {
        if (demandAt < 0 || failures < 1) {
            throw new IllegalArgumentException("latchkey.risk: demand-at is at least 0 and failures at least 1");
        }
        if (!isPositive(familiarFor) || !isPositive(failureWindow) || !isPositive(linkLifetime)) {
            throw new IllegalArgumentException(
                    "latchkey.risk: familiar-for, failure-window and link-lifetime are longer than nothing");
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
