package dev.latchkey.auth.key;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Signing keys.
 *
 * @param rsaBits size of new RSA keys; 2048 is enough for a key that lives weeks (NIST SP 800-57), 3072 triples the cost
 * @param reloadInterval how soon a change of the keys, made by another node, is seen here
 * @param jwksMaxAge how long clients and resource servers may cache the key set
 */
@ConfigurationProperties("latchkey.key")
record KeyProperties(
        @DefaultValue("2048") int rsaBits,
        @DefaultValue("2s") Duration reloadInterval,
        @DefaultValue("5m") Duration jwksMaxAge) {

    KeyProperties {
        if (rsaBits < 2048 || rsaBits > 8192) {
            throw new IllegalArgumentException("latchkey.key.rsa-bits must be between 2048 and 8192");
        }
    }
}
