package dev.latchkey.auth.emailcode;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Signing in by e-mail.
 *
 * @param enabled whether people may
 * @param lifetime how long a code and a link work
 * @param guesses how many codes are looked at before a new one has to be asked for
 */
@ConfigurationProperties("latchkey.login.email")
record EmailCodeProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("10m") Duration lifetime,
        @DefaultValue("5") int guesses) {

    EmailCodeProperties {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(
                    "latchkey.login.email.lifetime is longer than nothing and at most 10 minutes");
        }
        if (guesses < 1 || guesses > 10) {
            throw new IllegalArgumentException("latchkey.login.email.guesses is between 1 and 10");
        }
    }
}
