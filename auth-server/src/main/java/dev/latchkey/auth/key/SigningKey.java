package dev.latchkey.auth.key;

import com.nimbusds.jose.jwk.JWK;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * A signing key, opened.
 *
 * @param jwk with its private part
 */
record SigningKey(String kid, SignatureAlgorithm algorithm, KeyState state, JWK jwk) {

    @Override
    public String toString() {
        return kid + " (" + algorithm + ", " + state + ")";
    }
}
