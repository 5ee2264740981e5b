package dev.latchkey.auth.brake;

import dev.latchkey.auth.startup.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The numbers of the brakes. NIST SP 800-63B-4 §3.2.2 allows at most 100 failures in a row.
 *
 * @param enabled off for load tests only: nothing is counted then
 * @param passwordFailures wrong passwords for one name, one account or from one known device before it has to wait
 * @param addressFailures wrong passwords from one IPv4 address or IPv6 /64, whatever the names: more people share one
 * @param factorFailuresUntilPassword after each of so many wrong codes in a row the password is asked for again
 * @param factorFailures wrong codes in a row for one account before no code is looked at
 * @param window failures that are this far apart are not in a row
 * @param lock how long to wait; guesses made meanwhile do not make it longer
 * @param knownDeviceLifetime how long a browser that signed in is not affected by what strangers guess
 * @param mailsPerAddress how many mails an hour anybody can have sent to one address
 * @param mailsPerNetwork how many an hour can be asked for from one IPv4 address or IPv6 /64
 */
@ConfigurationProperties("latchkey.login.brakes")
record BrakeProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("5") int passwordFailures,
        @DefaultValue("100") int addressFailures,
        @DefaultValue("5") int factorFailuresUntilPassword,
        @DefaultValue("10") int factorFailures,
        @DefaultValue("15m") Duration window,
        @DefaultValue("15m") Duration lock,
        @DefaultValue("180d") Duration knownDeviceLifetime,
        @DefaultValue("5") int mailsPerAddress,
        @DefaultValue("30") int mailsPerNetwork) {

    private static final int MOST_IN_A_ROW = 100;

    BrakeProperties {
        Settings settings = Settings.of("latchkey.login.brakes");
        settings.require(
                passwordFailures >= 1 && passwordFailures <= MOST_IN_A_ROW,
                "password-failures is between 1 and " + MOST_IN_A_ROW);
        settings.require(
                factorFailures >= 1 && factorFailures <= MOST_IN_A_ROW,
                "factor-failures is between 1 and " + MOST_IN_A_ROW);
        settings.require(addressFailures >= passwordFailures, "address-failures is at least password-failures");
        settings.require(factorFailuresUntilPassword >= 1, "factor-failures-until-password is at least 1");
        settings.require(
                Settings.isPositive(window) && Settings.isPositive(lock), "window and lock are longer than nothing");
        settings.require(
                mailsPerAddress >= 1 && mailsPerNetwork >= mailsPerAddress,
                "mails-per-address is at least 1, and mails-per-network at least as many");
        settings.require(Settings.isPositive(knownDeviceLifetime), "known-device-lifetime is longer than nothing");
    }
}
