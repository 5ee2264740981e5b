package dev.latchkey.auth.registration;

import dev.latchkey.auth.secret.HmacSha256;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Six digits for a mail. Only their keyed hash is stored, bound to the row: a million guesses are made in a second. */
@Component
class MailedCode {

    private static final String PURPOSE = "mailed-code";
    private static final int CODES = 1_000_000;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeys keys;

    MailedCode(SecretKeys keys) {
        this.keys = keys;
    }

    String generate() {
        return "%06d".formatted(random.nextInt(CODES));
    }

    byte[] hash(UUID row, String code) {
        return HmacSha256.of(keys.derive(PURPOSE), message(row, code));
    }

    boolean matches(UUID row, String typed, byte[] stored) {
        byte[] message = message(row, typed.replaceAll("\\s", ""));
        return keys.deriveAll(PURPOSE).stream()
                .anyMatch(key -> MessageDigest.isEqual(HmacSha256.of(key, message), stored));
    }

    private static byte[] message(UUID row, String code) {
        return (row + "/" + code).getBytes(StandardCharsets.UTF_8);
    }
}
