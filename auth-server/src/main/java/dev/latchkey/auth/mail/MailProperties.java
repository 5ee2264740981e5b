package dev.latchkey.auth.mail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Mail to people. The SMTP server itself is configured with {@code spring.mail.*}.
 *
 * @param from the sender's address; production demands one
 * @param patience how long a mail without an expiry of its own is tried
 * @param firstRetry how long after the first failure it is tried again; each further wait is twice as long
 * @param longestRetry the longest of these waits
 */
@ConfigurationProperties("latchkey.mail")
record MailProperties(
        @DefaultValue("latchkey@localhost") String from,
        @DefaultValue("24h") Duration patience,
        @DefaultValue("10s") Duration firstRetry,
        @DefaultValue("15m") Duration longestRetry) {

    MailProperties {
        MailAddress.checked(from);
        if (patience.toSeconds() < 1 || firstRetry.toSeconds() < 1 || longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "latchkey.mail: durations are a second at least, and the longest wait is not shorter"
                            + " than the first");
        }
    }

    /** How long to wait after so many failures in a row. */
    Duration retryAfter(int failures) {
        Duration doubled = firstRetry.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 20));
        return doubled.compareTo(longestRetry) > 0 ? longestRetry : doubled;
    }
}
