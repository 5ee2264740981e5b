package dev.latchkey.auth.secret;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Six digits to be read in a message and typed here. Only a keyed hash of them is stored, bound to the row that they are for: a
 * million guesses are made in no time by whoever steals a table of plain hashes. How often they may be guessed at, and that
 * they are used once, is for the owner of the row.
 */
public final class SixDigitCode {

    private static final int CODES = 1_000_000;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeys keys;
    private final String purpose;

    /** @param purpose what the codes are for; a code of one purpose says nothing for another */
    public SixDigitCode(SecretKeys keys, String purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    /** A new one. */
    public String generate() {
        return "%06d".formatted(random.nextInt(CODES));
    }

    /** What is stored of it. */
    public byte[] hash(UUID row, String code) {
        return keys.mac(purpose, message(row, code));
    }

    /** @param typed as the person typed it; spaces do not matter */
    public boolean matches(UUID row, String typed, byte[] stored) {
        return keys.isMac(stored, purpose, message(row, typed.replaceAll("\\s", "")));
    }

    private static byte[] message(UUID row, String code) {
        return (row + "/" + code).getBytes(StandardCharsets.UTF_8);
    }
}
