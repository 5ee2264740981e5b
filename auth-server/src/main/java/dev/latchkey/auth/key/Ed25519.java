package dev.latchkey.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** Ed25519 (RFC 8037 §3.1) with what the Java platform has; Nimbus would need another library for it. */
final class Ed25519 {

    static final int KEY_LENGTH = 32;

    /** What stands before the 32 bytes of a key in its X.509 and PKCS#8 form (RFC 8410 §4, §7). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519() {}

    static KeyPair generate() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /** A pair as JWK parameters: both parts are the last 32 bytes of their encodings. */
    static OctetKeyPair.Builder jwk(PublicKey publicKey, PrivateKey privateKey) {
        return new OctetKeyPair.Builder(Curve.Ed25519, last(publicKey.getEncoded())).d(last(privateKey.getEncoded()));
    }

    static JWSSigner signer(OctetKeyPair key) throws JOSEException {
        try {
            return new Signer(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(join(PKCS8, key.getDecodedD()))));
        } catch (GeneralSecurityException e) {
            throw new JOSEException("Key " + key.getKeyID() + " is no Ed25519 key", e);
        }
    }

    static boolean verifies(OctetKeyPair key, byte[] signed, byte[] signature) throws GeneralSecurityException {
        if (!Curve.Ed25519.equals(key.getCurve())) {
            return false;
        }
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(join(X509, key.getDecodedX()))));
        verifier.update(signed);
        return verifier.verify(signature);
    }

    private static byte[] join(byte[] prefix, byte[] key) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, joined, prefix.length, key.length);
        return joined;
    }

    private static Base64URL last(byte[] encoded) {
        return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length));
    }

    private static final class Signer extends BaseJWSProvider implements JWSSigner {

        private final PrivateKey key;

        Signer(PrivateKey key) {
            super(Set.of(JWSAlgorithm.EdDSA));
            this.key = key;
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] input) throws JOSEException {
            try {
                Signature signer = Signature.getInstance("Ed25519");
                signer.initSign(key);
                signer.update(input);
                return Base64URL.encode(signer.sign());
            } catch (GeneralSecurityException e) {
                throw new JOSEException("Ed25519 could not sign", e);
            }
        }
    }
}
