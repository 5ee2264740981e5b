package dev.latchkey.auth.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * HKDF with SHA-256.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
 */
final class Hkdf {

    private static final int HASH_LENGTH = 32;

    private Hkdf() {}

    /** The first 32 bytes for this purpose. No salt: the input is a uniformly random key (section 3.1). */
    static byte[] derive(byte[] inputKeyMaterial, String info) {
        byte[] pseudoRandomKey = extract(new byte[0], inputKeyMaterial);
        return expand(pseudoRandomKey, info.getBytes(StandardCharsets.UTF_8), HASH_LENGTH);
    }

    /** Section 2.2. */
    static byte[] extract(byte[] salt, byte[] inputKeyMaterial) {
        return HmacSha256.of(salt.length == 0 ? new byte[HASH_LENGTH] : salt, inputKeyMaterial);
    }

    /** Section 2.3. */
    static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
        if (length > 255 * HASH_LENGTH) {
            throw new IllegalArgumentException("HKDF gives at most 255 blocks");
        }
        Mac mac = HmacSha256.keyed(pseudoRandomKey);
        byte[] output = new byte[length];
        byte[] block = new byte[0];
        int written = 0;
        for (int counter = 1; written < length; counter++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) counter);
            block = mac.doFinal();
            int count = Math.min(block.length, length - written);
            System.arraycopy(block, 0, output, written, count);
            written += count;
        }
        Arrays.fill(block, (byte) 0);
        return output;
    }
}
