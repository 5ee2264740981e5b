package dev.latchkey.auth.mfa;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A recovery code: sixteen characters of Crockford's Base32, which has no letter that looks like a digit. The first three find its
 * row; the other 65 bits are the secret.
 *
 * @param characters without the dashes
 * @see <a href="https://www.crockford.com/base32.html">Base 32</a>
 */
record RecoveryCode(String characters) {

    static final int LENGTH = 16;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern FORM = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final int LOOKUP = 3;

    static RecoveryCode draw(SecureRandom random) {
        StringBuilder characters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            characters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new RecoveryCode(characters.toString());
    }

    /** What was typed, if it can be a code at all: in either case, with dashes and spaces or without, o for 0, i and l for 1. */
    static Optional<RecoveryCode> of(String typed) {
        String characters = typed.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}]", "")
                .replace('o', '0')
                .replace('i', '1')
                .replace('l', '1');
        return FORM.matcher(characters).matches() ? Optional.of(new RecoveryCode(characters)) : Optional.empty();
    }

    String lookup() {
        return characters.substring(0, LOOKUP);
    }

    /** As people read it: in groups of four. */
    String grouped() {
        return characters.replaceAll("(.{4})(?!$)", "$1-");
    }

    @Override
    public String toString() {
        return "RecoveryCode";
    }
}
