package dev.latchkey.auth.brake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The numbers of the brakes on applications. Window, wait and the switch are those of {@code latchkey.login.brakes}.
 *
 * @param secretFailures wrong secrets and assertions for one client from one network before it has to wait
 * @param introspectionMisses introspections of something that is no live token, by one client from one network, before it
 *     has to wait: a resource server passes on what strangers send it, so there are many
 * @param registrations new registrations from one network before it has to wait
 */
@ConfigurationProperties("latchkey.client.brakes")
record ClientBrakeProperties(
        @DefaultValue("50") int secretFailures,
        @DefaultValue("2000") int introspectionMisses,
        @DefaultValue("20") int registrations) {

    ClientBrakeProperties {
        if (secretFailures < 1 || secretFailures > 100) {
            throw new IllegalArgumentException("latchkey.client.brakes.secret-failures is between 1 and 100");
        }
        if (introspectionMisses < 100 || registrations < 1) {
            throw new IllegalArgumentException(
                    "latchkey.client.brakes: introspection-misses is at least 100 and registrations at least 1");
        }
    }
}
