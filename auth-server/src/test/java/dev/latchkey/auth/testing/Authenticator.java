package dev.latchkey.auth.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * An authenticator in software, together with the browser that talks to it: answers options with the JSON that
 * {@code PublicKeyCredential.toJSON()} gives. Honest unless a test changes something.
 */
public final class Authenticator {

    private static final JsonMapper JSON = new JsonMapper();
    private static final CBORMapper CBOR = new CBORMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int PRESENT = 1;
    private static final int VERIFIED = 1 << 2;
    private static final int BACKUP_ELIGIBLE = 1 << 3;
    private static final int BACKED_UP = 1 << 4;
    private static final int WITH_CREDENTIAL = 1 << 6;

    private final KeyPair key = newKey();
    private byte[] credentialId = random(32);
    private byte[] publicKey = es256(key);
    private byte @Nullable [] userHandle;
    private long counter = 1;
    private boolean counts = true;
    private int flags = PRESENT | VERIFIED;
    private String origin;
    private @Nullable String relyingPartyId;
    private @Nullable Boolean crossOrigin = false;
    private KeyPair signsWith = key;
    private Map<String, Object> attestation = Map.of("fmt", "none", "attStmt", Map.of());
    private byte[] trailing = new byte[0];

    public Authenticator(AuthServer server) {
        this.origin = server.issuer();
    }

    public Authenticator withoutPresence() {
        flags &= ~PRESENT;
        return this;
    }

    public Authenticator withoutVerification() {
        flags &= ~VERIFIED;
        return this;
    }

    public Authenticator synced() {
        flags |= BACKUP_ELIGIBLE | BACKED_UP;
        return this;
    }

    public Authenticator at(String otherOrigin) {
        origin = otherOrigin;
        return this;
    }

    public Authenticator forRelyingParty(String otherRelyingParty) {
        relyingPartyId = otherRelyingParty;
        return this;
    }

    public Authenticator inAFrameOfAnotherOrigin() {
        crossOrigin = true;
        return this;
    }

    public Authenticator signingWithAnotherKey() {
        signsWith = newKey();
        return this;
    }

    public Authenticator countingFrom(long value) {
        counter = value;
        return this;
    }

    public Authenticator thatDoesNotCount() {
        counts = false;
        counter = 0;
        return this;
    }

    public Authenticator calling(byte[] otherCredentialId) {
        credentialId = otherCredentialId;
        return this;
    }

    public Authenticator ofUser(byte @Nullable [] otherHandle) {
        userHandle = otherHandle;
        return this;
    }

    /** An RSA key for SHA-1, COSE algorithm -65535, which nobody asks for. */
    public Authenticator withWeakAlgorithm() {
        byte[] modulus = random(256);
        modulus[0] |= (byte) 0x80;
        publicKey = concat(hex("a401030339fffe20590100"), modulus, hex("2143010001"));
        return this;
    }

    public Authenticator withForgedAttestation() {
        attestation =
                Map.of("fmt", "packed", "attStmt", Map.of("alg", -7, "sig", random(70), "x5c", List.of(random(300))));
        return this;
    }

    public Authenticator withTrailingBytes() {
        trailing = random(5);
        return this;
    }

    public byte[] credentialId() {
        return credentialId.clone();
    }

    public byte[] userHandle() {
        return userHandle == null ? new byte[0] : userHandle.clone();
    }

    /** Makes a credential. */
    public String create(String optionsJson) {
        JsonNode options = JSON.readTree(optionsJson);
        userHandle = base64(options.at("/user/id").asString());
        byte[] attested = concat(
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) credentialId.length).array(),
                credentialId,
                publicKey);
        byte[] authData = authenticatorData(options.at("/rp/id").asString(), WITH_CREDENTIAL, attested);
        Map<String, Object> object = new LinkedHashMap<>(attestation);
        object.put("authData", authData);
        return credential(Map.of(
                "clientDataJSON",
                base64(clientData("webauthn.create", options)),
                "attestationObject",
                base64(concat(CBOR.writeValueAsBytes(object), trailing)),
                "transports",
                List.of("internal", "hybrid")));
    }

    /** Shows the credential. */
    public String get(String optionsJson) {
        JsonNode options = JSON.readTree(optionsJson);
        if (counts) {
            counter++;
        }
        byte[] authData = authenticatorData(options.at("/rpId").asString(), 0, new byte[0]);
        byte[] clientData = clientData("webauthn.get", options);
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("clientDataJSON", base64(clientData));
        response.put("authenticatorData", base64(authData));
        response.put("signature", base64(sign(concat(authData, sha256(clientData)))));
        if (userHandle != null) {
            response.put("userHandle", base64(userHandle));
        }
        return credential(response);
    }

    private String credential(Map<String, Object> response) {
        return JSON.writeValueAsString(Map.of(
                "id",
                base64(credentialId),
                "rawId",
                base64(credentialId),
                "type",
                "public-key",
                "response",
                response,
                "clientExtensionResults",
                Map.of()));
    }

    private byte[] authenticatorData(String askedFor, int more, byte[] rest) {
        String id = relyingPartyId == null ? askedFor : relyingPartyId;
        return concat(
                sha256(id.getBytes(StandardCharsets.UTF_8)),
                new byte[] {(byte) (flags | more)},
                ByteBuffer.allocate(4).putInt((int) counter).array(),
                rest);
    }

    private byte[] clientData(String type, JsonNode options) {
        Map<String, Object> clientData = new LinkedHashMap<>();
        clientData.put("type", type);
        clientData.put("challenge", options.at("/challenge").asString());
        clientData.put("origin", origin);
        if (crossOrigin != null) {
            clientData.put("crossOrigin", crossOrigin);
        }
        return JSON.writeValueAsBytes(clientData);
    }

    private byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signsWith.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] es256(KeyPair key) {
        ECPublicKey point = (ECPublicKey) key.getPublic();
        return concat(
                hex("a5010203262001215820"),
                coordinate(point.getW().getAffineX().toByteArray()),
                hex("225820"),
                coordinate(point.getW().getAffineY().toByteArray()));
    }

    private static byte[] coordinate(byte[] number) {
        byte[] padded = new byte[32];
        int length = Math.min(number.length, 32);
        System.arraycopy(number, number.length - length, padded, 32 - length, length);
        return padded;
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    public static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] base64(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
