package dev.latchkey.auth.requestlog;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The log of refused requests.
 *
 * @param keptFor how long its owner can look at one
 * @param perMinute so many of one application are kept a minute, on each node; the others are only counted
 */
@ConfigurationProperties("latchkey.request-log")
record RequestLogProperties(
        @DefaultValue("7d") Duration keptFor,
        @DefaultValue("30") int perMinute) {

    RequestLogProperties {
        if (keptFor.isNegative() || keptFor.isZero() || perMinute < 0) {
            throw new IllegalArgumentException("latchkey.request-log: kept-for and per-minute are positive numbers");
        }
    }
}
