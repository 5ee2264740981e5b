import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Scanner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Prints the TOTP code (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits) of the Base32 secret read from standard input.
 * Used by <code>./run --code</code>, for a machine without an authenticator.
 */
class TotpCode {

    private static final long STEP_SECONDS = 30;

    public static void main(String[] arguments) throws GeneralSecurityException {
        byte[] secret = base32(new Scanner(System.in, java.nio.charset.StandardCharsets.US_ASCII).next());
        long now = System.currentTimeMillis() / 1000;
        System.out.printf(
                "%06d   (for another %d seconds; each code is accepted once)%n",
                code(secret, now / STEP_SECONDS), STEP_SECONDS - now % STEP_SECONDS);
    }

    private static int code(byte[] secret, long step) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "RAW"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        // RFC 4226 section 5.3: dynamic truncation.
        int offset = hash[hash.length - 1] & 0xf;
        return (ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff) % 1_000_000;
    }

    /** RFC 4648 section 6. */
    private static byte[] base32(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
        int buffer = 0;
        int bits = 0;
        for (char character : text.toCharArray()) {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(character);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >> bits));
            }
        }
        return bytes.array();
    }
}
