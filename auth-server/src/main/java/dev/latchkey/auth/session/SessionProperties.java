package dev.latchkey.auth.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Life of browser sessions.
 *
 * @param idleTimeout a session that is not used for this long has ended
 * @param absoluteTimeout a session ends after this long, used or not (NIST SP 800-63B-4 §5.2)
 * @param rememberedIdleTimeout the same for a session whose person asked to be kept signed in
 * @param rememberedAbsoluteTimeout likewise
 * @param lastSeenInterval how exact {@code last_seen_at} is: at most one write in this time for a session
 * @param freshFor how long after a factor was shown {@link RequiresFreshFactor} is satisfied
 */
@ConfigurationProperties("latchkey.session")
record SessionProperties(
        @DefaultValue("1h") @DurationUnit(java.time.temporal.ChronoUnit.SECONDS)
        Duration idleTimeout,

        @DefaultValue("12h") @DurationUnit(java.time.temporal.ChronoUnit.SECONDS)
        Duration absoluteTimeout,

        @DefaultValue("7d") @DurationUnit(java.time.temporal.ChronoUnit.SECONDS)
        Duration rememberedIdleTimeout,

        @DefaultValue("30d") @DurationUnit(java.time.temporal.ChronoUnit.SECONDS)
        Duration rememberedAbsoluteTimeout,

        @DefaultValue("1m") @DurationUnit(java.time.temporal.ChronoUnit.SECONDS)
        Duration lastSeenInterval,

        @DefaultValue("10m") @DurationUnit(java.time.temporal.ChronoUnit.SECONDS)
        Duration freshFor) {

    SessionProperties {
        if (idleTimeout.isNegative() || idleTimeout.isZero() || absoluteTimeout.compareTo(idleTimeout) < 0) {
            throw new IllegalArgumentException("latchkey.session: 0 < idle-timeout <= absolute-timeout must hold");
        }
        if (rememberedIdleTimeout.compareTo(idleTimeout) < 0
                || rememberedAbsoluteTimeout.compareTo(rememberedIdleTimeout) < 0) {
            throw new IllegalArgumentException(
                    "latchkey.session: idle-timeout <= remembered-idle-timeout <= remembered-absolute-timeout must hold");
        }
        if (lastSeenInterval.multipliedBy(2).compareTo(idleTimeout) > 0) {
            throw new IllegalArgumentException(
                    "latchkey.session.last-seen-interval must be at most half of idle-timeout");
        }
    }

    Duration absoluteTimeout(boolean remembered) {
        return remembered ? rememberedAbsoluteTimeout : absoluteTimeout;
    }
}
