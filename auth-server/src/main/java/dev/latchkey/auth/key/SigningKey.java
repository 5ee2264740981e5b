package dev.latchkey.auth.key;

import com.nimbusds.jose.jwk.JWK;

/**
 * A signing key, opened.
 *
 * @param jwk with its private part, unless that lies in a key store that this node does not have
 */
record SigningKey(String kid, SigningAlgorithm algorithm, KeyState state, JWK jwk) {

    boolean canSign() {
        return jwk.isPrivate();
    }

    @Override
    public String toString() {
        return kid + " (" + algorithm.value() + ", " + state + ")";
    }
}
