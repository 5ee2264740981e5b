package dev.latchkey.endtoend.house;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** The key of the client that has no secret, as the members of a JWK (RFC 7518 section 6.2). */
record ClientKey(String x, String y, String d) {

    static ClientKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            ECPublicKey publicKey = (ECPublicKey) pair.getPublic();
            return new ClientKey(
                    member(publicKey.getW().getAffineX()),
                    member(publicKey.getW().getAffineY()),
                    member(((ECPrivateKey) pair.getPrivate()).getS()));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    Map<String, String> jwk(String keyId) {
        return Map.of("kty", "EC", "crv", "P-256", "kid", keyId, "x", x, "y", y, "d", d);
    }

    private static String member(BigInteger number) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex("%064x".formatted(number)));
    }
}
