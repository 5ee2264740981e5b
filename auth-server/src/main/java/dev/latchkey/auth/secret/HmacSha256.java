package dev.latchkey.auth.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256 (RFC 2104), for what is derived from or checked against a key of {@link SecretKeys}. */
public final class HmacSha256 {

    private static final String ALGORITHM = "HmacSHA256";

    private HmacSha256() {}

    /** The 32 bytes that only a holder of the key can make of the message. */
    public static byte[] of(byte[] key, byte[] message) {
        return keyed(key).doFinal(message);
    }

    /** The same of several texts with a zero byte between them: where none of them has one, they cannot run together. */
    public static byte[] of(byte[] key, String first, String... others) {
        Mac mac = keyed(key);
        mac.update(first.getBytes(StandardCharsets.UTF_8));
        for (String other : others) {
            mac.update((byte) 0);
            mac.update(other.getBytes(StandardCharsets.UTF_8));
        }
        return mac.doFinal();
    }

    /** Ready for a message that comes in pieces. */
    static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
