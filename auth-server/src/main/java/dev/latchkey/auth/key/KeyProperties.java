package dev.latchkey.auth.key;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Signing keys.
 *
 * @param rsaBits size of new RSA keys; 2048 is enough for a key that lives weeks (NIST SP 800-57), 3072 triples the cost
 * @param reloadInterval how soon a change of the keys, made by another node, is seen here
 * @param jwksMaxAge how long clients and resource servers may cache the key set
 * @param rotationInterval how long a key signs before the next one takes over
 * @param publishAhead how long the next key is published before it signs; at least {@code jwksMaxAge} and a minute
 * @param retention how long a key is published after it signed last; no token lives longer than this
 * @param store a key store from which keys come instead of being made here
 */
@ConfigurationProperties("latchkey.key")
record KeyProperties(
        @DefaultValue("2048") int rsaBits,
        @DefaultValue("2s") Duration reloadInterval,
        @DefaultValue("5m") Duration jwksMaxAge,
        @DefaultValue("30d") Duration rotationInterval,
        @DefaultValue("1d") Duration publishAhead,
        @DefaultValue("2d") Duration retention,
        @DefaultValue Store store) {

    /** What clocks differ by, and what a key set is on its way. */
    static final Duration SKEW = Duration.ofMinutes(1);

    KeyProperties {
        if (rsaBits < 2048 || rsaBits > 8192) {
            throw new IllegalArgumentException("latchkey.key.rsa-bits must be between 2048 and 8192");
        }
        if (publishAhead.compareTo(jwksMaxAge.plus(SKEW)) < 0) {
            throw new IllegalArgumentException(
                    "latchkey.key.publish-ahead must be at least jwks-max-age and a minute: whoever cached the key set"
                            + " before the key was in it must have asked again");
        }
        if (rotationInterval.compareTo(publishAhead) <= 0) {
            throw new IllegalArgumentException("latchkey.key.rotation-interval must be longer than publish-ahead");
        }
        if (retention.compareTo(Duration.ofHours(1)) < 0 || retention.compareTo(publishAhead) < 0) {
            throw new IllegalArgumentException(
                    "latchkey.key.retention must be at least an hour, and not shorter than publish-ahead");
        }
    }

    /** How long the first key of an algorithm waits before it signs: until every node has read it and publishes it. */
    Duration seenByAllNodes() {
        return reloadInterval.multipliedBy(5);
    }

    /**
     * Where keys come from that are not made here.
     *
     * @param type {@code PKCS12} or {@code PKCS11}; empty for none
     * @param location the PKCS#12 file, or the configuration of the PKCS#11 provider (its file, as {@code SunPKCS11} reads it)
     * @param password of the store and its entries; the PIN of a PKCS#11 token
     * @param aliases which entry signs, by algorithm: {@code ES256: signing-2027}
     */
    record Store(
            @DefaultValue("") String type,
            @Nullable String location,
            @DefaultValue("") String password,
            @DefaultValue Map<String, String> aliases) {

        static final Store NONE = new Store("", null, "", Map.of());

        boolean isConfigured() {
            return !type.isEmpty();
        }

        @Override
        public String toString() {
            return "Store[type=" + type + ", location=" + location + ", aliases=" + aliases + "]";
        }
    }
}
