package dev.latchkey.auth.registration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-up and what is mailed for it.
 *
 * @param enabled whether people may make accounts for themselves
 * @param linkLifetime how long the link of a confirmation works; an unconfirmed sign-up is forgotten after it
 * @param codeLifetime how long the code beside it works
 * @param codeAttempts how many codes are looked at before a new one is needed
 * @param resetLifetime how long the link of a password reset works
 * @param undoLifetime how long a change of address can be undone from the old address
 */
@ConfigurationProperties("latchkey.registration")
record RegistrationProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("24h") Duration linkLifetime,
        @DefaultValue("10m") Duration codeLifetime,
        @DefaultValue("5") int codeAttempts,
        @DefaultValue("30m") Duration resetLifetime,
        @DefaultValue("7d") Duration undoLifetime) {

    private static final Duration LONGEST_CODE = Duration.ofMinutes(10);
    private static final Duration LONGEST_RESET = Duration.ofHours(24);

    RegistrationProperties {
        // ASVS 6.5.5: codes that travel out of band live ten minutes at most.
        if (codeLifetime.toSeconds() < 1 || codeLifetime.compareTo(LONGEST_CODE) > 0) {
            throw new IllegalArgumentException("latchkey.registration.code-lifetime is at most 10 minutes");
        }
        if (codeAttempts < 1 || codeAttempts > 10) {
            throw new IllegalArgumentException("latchkey.registration.code-attempts is between 1 and 10");
        }
        if (resetLifetime.toSeconds() < 1 || resetLifetime.compareTo(LONGEST_RESET) > 0) {
            throw new IllegalArgumentException("latchkey.registration.reset-lifetime is at most 24 hours");
        }
        if (linkLifetime.compareTo(codeLifetime) < 0 || undoLifetime.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "latchkey.registration: the link lives as long as the code at least, and an undo is possible");
        }
    }
}
