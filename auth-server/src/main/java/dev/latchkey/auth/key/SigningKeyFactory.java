package dev.latchkey.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.stereotype.Component;

/** Makes key pairs. A key's id is its thumbprint (RFC 7638), so that an id can never be given to another key. */
@Component
class SigningKeyFactory {

    private final KeyProperties properties;

    SigningKeyFactory(KeyProperties properties) {
        this.properties = properties;
    }

    /** @throws IllegalArgumentException for an algorithm that this server does not sign with */
    JWK generate(SignatureAlgorithm algorithm) {
        try {
            return switch (algorithm) {
                case ES256 ->
                    new ECKeyGenerator(Curve.P_256)
                            .algorithm(JWSAlgorithm.ES256)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
                case RS256 ->
                    new RSAKeyGenerator(properties.rsaBits())
                            .algorithm(JWSAlgorithm.RS256)
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
                case RS384, RS512, ES384, ES512, PS256, PS384, PS512 ->
                    throw new IllegalArgumentException("No keys of this server are for " + algorithm);
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("No key could be made for " + algorithm, e);
        }
    }
}
