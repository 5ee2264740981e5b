package dev.latchkey.auth.secret;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * The one source of random values that are handed out: session cookies, codes, tokens, handles. 256 bits, base64url. What
 * is handed out is never stored; {@link #hash} is.
 */
@Component
public class OpaqueValues {

    private static final int BYTES = 32;
    private static final int LENGTH = 43;

    private final SecureRandom random = new SecureRandom();

    /** A new value of 43 characters. */
    public String generate() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return encode(bytes);
    }

    /** 32 bytes as the 43 characters that a value of ours has. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether this can be a value of ours at all. Keeps everything else away from the database. */
    public static boolean isWellFormed(String value) {
        return value.length() == LENGTH && value.chars().allMatch(OpaqueValues::isBase64Url);
    }

    /** The SHA-256 of a value: enough for 256 random bits, which nobody can guess from their hash. */
    public static byte[] hash(String value) {
        return Sha256.of(value);
    }

    private static boolean isBase64Url(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
