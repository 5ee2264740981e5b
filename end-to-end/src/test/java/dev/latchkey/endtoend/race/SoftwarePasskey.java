package dev.latchkey.endtoend.race;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A passkey without a browser, which therefore can say that it was asked at any origin. What a browser does is seen in
 * {@code story.PasskeyTests}.
 */
final class SoftwarePasskey {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int PRESENT_AND_VERIFIED = 0b101;
    private static final int WITH_CREDENTIAL = 1 << 6;

    /** CBOR: a map of {@code fmt: none}, an empty {@code attStmt}, and {@code authData} in so many bytes. */
    private static final String NO_ATTESTATION = "a363666d74646e6f6e656761747453746d74a068617574684461746158";

    private final KeyPair key;
    private final byte[] id = new byte[32];
    private String userHandle = "";
    private int counter;

    SoftwarePasskey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        key = generator.generateKeyPair();
        new SecureRandom().nextBytes(id);
    }

    /** Answers the options of a registration. */
    String create(String optionsJson, String origin) throws GeneralSecurityException {
        JsonNode options = JSON.readTree(optionsJson);
        userHandle = options.at("/user/id").asString();
        byte[] attested = concat(new byte[16], new byte[] {0, (byte) id.length}, id, publicKey());
        byte[] data = authenticatorData(options.at("/rp/id").asString(), WITH_CREDENTIAL, attested);
        byte[] object = concat(HexFormat.of().parseHex(NO_ATTESTATION), new byte[] {(byte) data.length}, data);
        return credential(Map.of(
                "clientDataJSON",
                base64(clientData("webauthn.create", options, origin)),
                "attestationObject",
                base64(object)));
    }

    /** Answers the options of a sign-in. */
    String get(String optionsJson, String origin) throws GeneralSecurityException {
        JsonNode options = JSON.readTree(optionsJson);
        byte[] data = authenticatorData(options.at("/rpId").asString(), 0, new byte[0]);
        byte[] clientData = clientData("webauthn.get", options, origin);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(concat(data, sha256(clientData)));
        return credential(Map.of(
                "clientDataJSON", base64(clientData),
                "authenticatorData", base64(data),
                "signature", base64(signature.sign()),
                "userHandle", userHandle));
    }

    private String credential(Map<String, String> response) {
        return JSON.writeValueAsString(Map.of(
                "id", base64(id),
                "rawId", base64(id),
                "type", "public-key",
                "response", response,
                "clientExtensionResults", Map.of()));
    }

    private byte[] authenticatorData(String relyingParty, int more, byte[] rest) throws GeneralSecurityException {
        counter++;
        return concat(
                sha256(relyingParty.getBytes(UTF_8)),
                new byte[] {(byte) (PRESENT_AND_VERIFIED | more)},
                ByteBuffer.allocate(Integer.BYTES).putInt(counter).array(),
                rest);
    }

    private static byte[] clientData(String type, JsonNode options, String origin) {
        return JSON.writeValueAsBytes(Map.of(
                "type",
                type,
                "challenge",
                options.at("/challenge").asString(),
                "origin",
                origin,
                "crossOrigin",
                false));
    }

    /** COSE: an ES256 key. */
    private byte[] publicKey() {
        ECPublicKey point = (ECPublicKey) key.getPublic();
        return concat(
                HexFormat.of().parseHex("a5010203262001215820"),
                coordinate(point.getW().getAffineX()),
                HexFormat.of().parseHex("225820"),
                coordinate(point.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger number) {
        return HexFormat.of().parseHex("%064x".formatted(number));
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
