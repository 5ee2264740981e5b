package dev.latchkey.auth.mfa;

import dev.latchkey.auth.startup.Settings;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who has to show a second factor, and how one is set up.
 *
 * @param secondFactor who is asked at every sign-in, whatever an application asks for
 * @param requiredForRoles accounts with one of these roles are asked, whatever is said above; administrators always are
 * @param issuerName who an authenticator app says its code is for
 * @param trustedDeviceLifetime for how long no second factor is asked for in a browser that its owner chose to trust
 * @param enrolmentLifetime how long an authenticator app waits for its first correct code
 */
@ConfigurationProperties("latchkey.mfa")
record MfaProperties(
        @DefaultValue("OPTIONAL") SecondFactor secondFactor,
        @DefaultValue("ADMIN") Set<String> requiredForRoles,
        @DefaultValue("Latchkey") String issuerName,
        @DefaultValue("30d") Duration trustedDeviceLifetime,
        @DefaultValue("15m") Duration enrolmentLifetime) {

    static final String ADMINISTRATOR = "ADMIN";

    /** Who is asked for a second factor. */
    enum SecondFactor {
        /** Nobody, unless a role or an application demands it. */
        NEVER,
        /** Those who have set one up. */
        OPTIONAL,
        /** Everybody; who has none sets one up before anything else. */
        REQUIRED
    }

    MfaProperties {
        Settings settings = Settings.of("latchkey.mfa");
        Set<String> roles = new TreeSet<>(requiredForRoles);
        roles.add(ADMINISTRATOR);
        requiredForRoles = Set.copyOf(roles);
        settings.require(!issuerName.isBlank() && issuerName.indexOf(':') < 0, "issuer-name is a name without a colon");
        settings.require(Settings.isPositive(trustedDeviceLifetime), "trusted-device-lifetime is longer than nothing");
        settings.require(Settings.isPositive(enrolmentLifetime), "enrolment-lifetime is longer than nothing");
    }
}
