package dev.latchkey.auth.secret;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What {@link SecretKeys#seal} made: safe to store in a row.
 *
 * @param keyId which of the operator's keys opens it; stored beside the ciphertext so that keys can rotate
 * @param ciphertext nonce, encrypted bytes and tag, in this order
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below; a copy on every read would buy nothing
public record Sealed(String keyId, byte[] ciphertext) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sealed sealed
                && keyId.equals(sealed.keyId)
                && Arrays.equals(ciphertext, sealed.ciphertext);
    }

    @Override
    public int hashCode() {
        return 31 * keyId.hashCode() + Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return "Sealed[keyId=" + keyId + ", " + ciphertext.length + " bytes]";
    }
}
