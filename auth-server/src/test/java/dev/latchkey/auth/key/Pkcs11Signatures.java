package dev.latchkey.auth.key;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.Map;

/** Signs with each key of a PKCS#11 token, as the server does, and checks the signatures. */
final class Pkcs11Signatures {

    private Pkcs11Signatures() {}

    public static void main(String[] arguments) throws Exception {
        StoredKeys keys = new StoredKeys(KeyNode.with(new KeyProperties.Store(
                "PKCS11", arguments[0], arguments[1], Map.of("ES256", "ec", "RS256", "rsa", "PS256", "rsa"))));
        for (SigningAlgorithm algorithm :
                new SigningAlgorithm[] {SigningAlgorithm.ES256, SigningAlgorithm.RS256, SigningAlgorithm.PS256}) {
            JWK key = keys.of(algorithm).orElseThrow();
            JWSSigner signer = TokenSigner.signerOf(key);
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader(algorithm.jose()),
                    new JWTClaimsSet.Builder().subject("x").build());
            jwt.sign(signer);
            if (!jwt.verify(new DefaultJWSVerifierFactory()
                    .createJWSVerifier(jwt.getHeader(), ((AsymmetricJWK) key.toPublicJWK()).toPublicKey()))) {
                throw new IllegalStateException(algorithm + ": the signature is wrong");
            }
            if (((AsymmetricJWK) key).toPrivateKey().getEncoded() != null) {
                throw new IllegalStateException(algorithm + ": the private key has left its token");
            }
        }
        System.exit(0);
    }
}
