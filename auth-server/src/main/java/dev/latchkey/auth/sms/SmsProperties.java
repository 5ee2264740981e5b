package dev.latchkey.auth.sms;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Codes by SMS.
 *
 * @param webhook the address that sends messages; without it there are none
 * @param secret signs what is posted there, so that nobody else can have messages sent; at least 32 characters
 * @param secondFactor whether such a code and a password are two factors, where no role requires two
 * @param lifetime how long a code works, at most 10 minutes
 * @param guesses how many codes are looked at before a new one has to be sent
 * @param perHour how many messages an hour an account can have sent, and a number can get
 */
@ConfigurationProperties("latchkey.sms")
record SmsProperties(
        @Nullable String webhook,
        @DefaultValue("") String secret,
        @DefaultValue("false") boolean secondFactor,
        @DefaultValue("10m") Duration lifetime,
        @DefaultValue("5") int guesses,
        @DefaultValue("5") int perHour) {

    private static final int SHORTEST_SECRET = 32;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    SmsProperties {
        require(
                webhook == null || secret.length() >= SHORTEST_SECRET,
                "secret has at least " + SHORTEST_SECRET + " characters");
        require(
                !lifetime.isNegative() && !lifetime.isZero() && lifetime.compareTo(LONGEST) <= 0,
                "lifetime is longer than nothing and at most 10 minutes");
        require(guesses >= 1 && guesses <= 10, "guesses is between 1 and 10");
        require(perHour >= 1, "per-hour is at least 1");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("latchkey.sms: " + rule);
        }
    }

    /** Without the secret: this ends in logs. */
    @Override
    public String toString() {
        return "SmsProperties[webhook=" + webhook + ", secondFactor=" + secondFactor + "]";
    }
}
