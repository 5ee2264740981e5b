package dev.latchkey.auth.risk;

import dev.latchkey.auth.startup.Settings;
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
        Settings settings = Settings.of("latchkey.risk");
        settings.require(demandAt >= 0 && failures >= 1, "demand-at is at least 0 and failures at least 1");
        settings.require(
                Settings.isPositive(familiarFor)
                        && Settings.isPositive(failureWindow)
                        && Settings.isPositive(linkLifetime),
                "familiar-for, failure-window and link-lifetime are longer than nothing");
    }
}
