package dev.latchkey.auth.key;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What this server signs with. Each algorithm has keys of its own: an RSA key for RS256 never signs PS256 (RFC 8725 §3.1). */
public enum SigningAlgorithm {
    /** Access tokens, and whatever only this server's own parts read. */
    ES256("ES256", "SHA-256"),
    /** What OpenID Connect Core §15.1 makes every client understand. */
    RS256("RS256", "SHA-256"),
    /** FAPI 2.0 §5.4.1, for clients that want RSA. */
    PS256("PS256", "SHA-256"),
    /** Ed25519 (RFC 8037), which signs with SHA-512. */
    EDDSA("EdDSA", "SHA-512");

    private final String value;
    private final String hash;

    SigningAlgorithm(String value, String hash) {
        this.value = value;
        this.hash = hash;
    }

    /** The name in headers, key sets and metadata, such as {@code EdDSA}. */
    public String value() {
        return value;
    }

    /** The hash that belongs to the algorithm, by its Java name: {@code at_hash} is made with it (OpenID Connect Core §3.1.3.6). */
    public String hash() {
        return hash;
    }

    JWSAlgorithm jose() {
        return JWSAlgorithm.parse(value);
    }

    public static Optional<SigningAlgorithm> named(String value) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.value().equals(value))
                .findFirst();
    }

    /** The names of all, in the order in which metadata lists them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(SigningAlgorithm::value).toList();
    }
}
