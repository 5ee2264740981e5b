package dev.latchkey.auth.challenge;

import dev.latchkey.auth.startup.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Proof of work on forms that programs like to send by the thousand.
 *
 * @param enabled whether sign-up, the forgotten password and a sign-in after failures ask for it
 * @param difficulty how many numbers there are to try; half of them on average, some ten thousand a second in a browser
 * @param lifetime how long a puzzle can be answered
 * @param afterFailures so many wrong passwords in a row for one name before the next one needs an answer
 * @param afterFailuresFromNetwork the same from one IPv4 address or IPv6 /64, whatever the names
 * @param waitWithoutScript how old a puzzle has to be that comes back unsolved, from a browser without scripts
 * @param withoutScriptPerNetwork how many unsolved ones an hour are taken from one IPv4 address or IPv6 /64
 */
@ConfigurationProperties("latchkey.challenge")
record ChallengeProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("50000") int difficulty,
        @DefaultValue("30m") Duration lifetime,
        @DefaultValue("2") int afterFailures,
        @DefaultValue("20") int afterFailuresFromNetwork,
        @DefaultValue("30s") Duration waitWithoutScript,
        @DefaultValue("3") int withoutScriptPerNetwork) {

    private static final int HARDEST = 10_000_000;

    ChallengeProperties {
        Settings settings = Settings.of("latchkey.challenge");
        settings.require(difficulty >= 1 && difficulty <= HARDEST, "difficulty is between 1 and " + HARDEST);
        settings.require(
                lifetime.toSeconds() >= 60 && lifetime.toHours() <= 24, "lifetime is between a minute and a day");
        settings.require(
                afterFailures >= 1 && afterFailuresFromNetwork >= 1,
                "after-failures and after-failures-from-network are at least 1");
        settings.require(
                !waitWithoutScript.isNegative() && waitWithoutScript.compareTo(lifetime) < 0,
                "wait-without-script is shorter than lifetime");
        settings.require(withoutScriptPerNetwork >= 0, "without-script-per-network is not negative");
    }
}
