import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Makes a key on the curve P-256 and prints the members x, y and d of its JWK (RFC 7518 section 6.2) as assignments
 * whose names start with the argument. Used by <code>./run</code> for the demo client that has a key and no secret.
 */
class ClientKey {

    public static void main(String[] arguments) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey publicKey = (ECPublicKey) pair.getPublic();
        print(arguments[0] + "_X", publicKey.getW().getAffineX());
        print(arguments[0] + "_Y", publicKey.getW().getAffineY());
        print(arguments[0] + "_D", ((ECPrivateKey) pair.getPrivate()).getS());
    }

    private static void print(String name, BigInteger number) {
        byte[] bytes = HexFormat.of().parseHex(String.format("%064x", number));
        System.out.printf("%s=%s%n", name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
