package dev.latchkey.auth.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Checks signatures of others with asymmetric keys of known strength. */
public final class JwsSignatures {

    private static final Set<Integer> RSA_SIZES = Set.of(2048, 3072, 4096);
    private static final Map<String, Curve> CURVES =
            Map.of("ES256", Curve.P_256, "ES384", Curve.P_384, "ES512", Curve.P_521);
    private static final Set<String> RSA = Set.of("RS256", "PS256");
    private static final String EDDSA = "EdDSA";

    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410 §4). */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private JwsSignatures() {}

    /**
     * Whether a key is of the kind that an algorithm needs, strong enough, and not so large that checking with it is an
     * attack. An elliptic curve point that is not on its curve is never read as a key at all.
     */
    public static boolean fits(String algorithm, JWK key) {
        if (key instanceof RSAKey rsa) {
            return RSA.contains(algorithm) && RSA_SIZES.contains(rsa.size());
        }
        if (key instanceof ECKey ec) {
            return ec.getCurve().equals(CURVES.get(algorithm));
        }
        return key instanceof OctetKeyPair pair && algorithm.equals(EDDSA) && Curve.Ed25519.equals(pair.getCurve());
    }

    static boolean isValid(String algorithm, JWK key, byte[] signed, byte[] signature) {
        if (!fits(algorithm, key)) {
            return false;
        }
        try {
            if (key instanceof OctetKeyPair pair) {
                return isValidEd25519(pair, signed, signature);
            }
            JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm));
            return VERIFIERS
                    .createJWSVerifier(header, ((AsymmetricJWK) key).toPublicKey())
                    .verify(header, signed, Base64URL.encode(signature));
        } catch (JOSEException | GeneralSecurityException notAKey) {
            return false;
        }
    }

    /** With what the Java platform has; Nimbus would need another library for it. */
    private static boolean isValidEd25519(OctetKeyPair key, byte[] signed, byte[] signature)
            throws GeneralSecurityException {
        byte[] x = key.getDecodedX();
        byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + x.length);
        System.arraycopy(x, 0, encoded, ED25519.length, x.length);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(signed);
        return verifier.verify(signature);
    }
}
