package dev.latchkey.auth.federation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sites to sign in with that are configured by environment: each is on as soon as it has a client id.
 *
 * @param github whose {@code issuer} is the address of the site, for one in a company
 * @param timeout for everything that is asked of a provider while somebody waits
 * @param concurrency how many people may be waited with at once, two thirds of them for one provider
 */
@ConfigurationProperties("latchkey.federation")
record FederationProperties(
        @Nullable Registration google,
        @Nullable Registration github,
        @DefaultValue("4500ms") Duration timeout,
        @DefaultValue("12") int concurrency) {

    FederationProperties {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofSeconds(5)) > 0) {
            throw new IllegalArgumentException(
                    "latchkey.federation.timeout is longer than nothing and at most 5 seconds");
        }
        if (concurrency < 1 || concurrency > 100) {
            throw new IllegalArgumentException("latchkey.federation.concurrency is between 1 and 100");
        }
        require("google", google);
        require("github", github);
    }

    /** How this server is known there. */
    record Registration(
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("") String issuer) {

        boolean isThere() {
            return !clientId.isBlank();
        }

        @Override
        public String toString() {
            return "Registration[" + clientId + "]";
        }
    }

    private static void require(String name, @Nullable Registration registration) {
        if (registration != null
                && registration.isThere() == registration.clientSecret().isBlank()) {
            throw new IllegalArgumentException(
                    "latchkey.federation." + name + ": client-id and client-secret come together");
        }
    }
}
