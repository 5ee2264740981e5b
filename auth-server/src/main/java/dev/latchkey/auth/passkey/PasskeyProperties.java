package dev.latchkey.auth.passkey;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Passkeys. The relying party id and the origin are those of the issuer and cannot be set apart from it.
 *
 * @param relyingPartyName the name that browsers show when a passkey is made
 * @param challengeLifetime how long a browser has to answer
 * @param mostOfAnAccount how many passkeys an account can have
 */
@ConfigurationProperties("latchkey.passkey")
record PasskeyProperties(
        @DefaultValue("Latchkey") String relyingPartyName,
        @DefaultValue("5m") Duration challengeLifetime,
        @DefaultValue("20") int mostOfAnAccount) {

    PasskeyProperties {
        if (challengeLifetime.isNegative()
                || challengeLifetime.isZero()
                || challengeLifetime.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(
                    "latchkey.passkey.challenge-lifetime is longer than nothing and at most 10 minutes");
        }
        if (mostOfAnAccount < 1) {
            throw new IllegalArgumentException("latchkey.passkey.most-of-an-account is at least 1");
        }
    }
}
