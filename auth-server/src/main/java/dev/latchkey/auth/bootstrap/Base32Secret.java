package dev.latchkey.auth.bootstrap;

import java.util.Arrays;
import java.util.Locale;

/**
 * A TOTP secret as people copy it: Base32, in either case, with spaces or padding or without.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-6">RFC 4648, section 6</a>
 */
final class Base32Secret {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LEAST_BYTES = 16; // RFC 4226, section 4, R6
    private static final int MOST_BYTES = 64;

    private Base32Secret() {}

    static byte[] decode(String path, String text) {
        String digits = text.replace(" ", "").replaceFirst("=+$", "").toUpperCase(Locale.ROOT);
        byte[] decoded = new byte[digits.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int next = 0;
        for (int i = 0; i < digits.length(); i++) {
            int value = ALPHABET.indexOf(digits.charAt(i));
            if (value < 0) {
                throw new InvalidEntryException(path, "is not Base32");
            }
            buffer = (buffer << 5 | value) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                decoded[next++] = (byte) (buffer >> bits);
            }
        }
        if (decoded.length < LEAST_BYTES || decoded.length > MOST_BYTES) {
            Arrays.fill(decoded, (byte) 0);
            throw new InvalidEntryException(path, "has not 128 to 512 bits");
        }
        return decoded;
    }
}
