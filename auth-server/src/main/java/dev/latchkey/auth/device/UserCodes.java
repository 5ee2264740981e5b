package dev.latchkey.auth.device;

import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The short codes that people type: eight of twenty consonants, 34.6 bits, without vowels, so that no code is a word, and
 * without what looks alike (RFC 8628 §6.1).
 *
 * <p>So few can be tried one after the other by whoever has the database; that is why they are hashed under a key.
 */
@Component
class UserCodes {

    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final int LONGEST_TYPED = 40;
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Pd}_.]+");
    private static final Pattern CODE = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final String PURPOSE = "user-code";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeys keys;

    UserCodes(SecretKeys keys) {
        this.keys = keys;
    }

    String generate() {
        StringBuilder code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** As people read it: {@code XXXX-XXXX}. */
    static String readable(String code) {
        return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
    }

    /** What was typed, without regard to case, width, spaces and dashes; empty if no code looks like that. */
    static Optional<String> normalised(String typed) {
        if (typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String letters = SEPARATORS
                .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
        return CODE.matcher(letters).matches() ? Optional.of(letters) : Optional.empty();
    }

    byte[] hash(String code) {
        return HmacSha256.of(keys.derive(PURPOSE), bytes(code));
    }

    /** Under the older keys too, for a code that was made just before they rotated. */
    List<byte[]> hashes(String code) {
        return keys.deriveAll(PURPOSE).stream()
                .map(key -> HmacSha256.of(key, bytes(code)))
                .toList();
    }

    private static byte[] bytes(String code) {
        return code.getBytes(StandardCharsets.US_ASCII);
    }
}
