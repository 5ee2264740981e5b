package dev.latchkey.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.springframework.stereotype.Component;

/** Makes key pairs. A key's id is its thumbprint (RFC 7638), so that an id can never be given to another key. */
@Component
class SigningKeyFactory {

    private final KeyProperties properties;

    SigningKeyFactory(KeyProperties properties) {
        this.properties = properties;
    }

    JWK generate(SigningAlgorithm algorithm) {
        try {
            return switch (algorithm) {
                case ES256 ->
                    new ECKeyGenerator(Curve.P_256)
                            .algorithm(algorithm.jose())
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
                case RS256, PS256 ->
                    new RSAKeyGenerator(properties.rsaBits())
                            .algorithm(algorithm.jose())
                            .keyUse(KeyUse.SIGNATURE)
                            .keyIDFromThumbprint(true)
                            .generate();
                case EDDSA -> ed25519();
            };
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException("No key could be made for " + algorithm, e);
        }
    }

    private static JWK ed25519() throws JOSEException, GeneralSecurityException {
        KeyPair pair = Ed25519.generate();
        return Ed25519.jwk(pair.getPublic(), pair.getPrivate())
                .algorithm(SigningAlgorithm.EDDSA.jose())
                .keyUse(KeyUse.SIGNATURE)
                .keyIDFromThumbprint()
                .build();
    }
}
