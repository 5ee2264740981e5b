package dev.latchkey.auth.client;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Tells a generated secret from one that a person made up, by its looks. When in doubt it was made up: that costs a slower
 * check, while the opposite mistake would make the secret cheap to guess for whoever has the database.
 */
final class RandomLook {

    /** 128 bits as hexadecimal digits; in the other alphabet this many characters hold far more. */
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,}|[0-9A-F]{32,}");

    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]{32,}");

    private static final int LEAST_DISTINCT_HEX = 8;
    private static final int LEAST_DISTINCT_BASE64URL = 16;
    private static final int MOST_SEPARATORS = 5;

    /** Random hexadecimal digits change between letters and digits at 47 % of their places; words and dates do not. */
    private static final double LEAST_CHANGES_HEX = 0.25;

    /** Random Base64 changes between small letters, capitals and digits at 65 % of its places. */
    private static final double LEAST_CHANGES_BASE64URL = 0.45;

    private RandomLook() {}

    static boolean isGenerated(String secret) {
        if (isSequence(secret)) {
            return false;
        }
        if (HEX.matcher(secret).matches()) {
            return distinct(secret) >= LEAST_DISTINCT_HEX && changes(secret) >= LEAST_CHANGES_HEX;
        }
        return BASE64URL.matcher(secret).matches()
                && distinct(secret) >= LEAST_DISTINCT_BASE64URL
                && count(secret, c -> c == '-' || c == '_') <= MOST_SEPARATORS
                && count(secret, Character::isDigit) > 0
                && count(secret, Character::isUpperCase) > 0
                && count(secret, Character::isLowerCase) > 0
                && changes(secret) >= LEAST_CHANGES_BASE64URL;
    }

    private static long distinct(String secret) {
        return secret.chars().distinct().count();
    }

    private static long count(String secret, IntPredicate kind) {
        return secret.chars().filter(kind).count();
    }

    /** At which part of its places the kind of character changes. */
    private static double changes(String secret) {
        int changes = 0;
        for (int i = 1; i < secret.length(); i++) {
            if (Character.getType(secret.charAt(i)) != Character.getType(secret.charAt(i - 1))) {
                changes++;
            }
        }
        return (double) changes / (secret.length() - 1);
    }

    /** Alphabets, counting and repetitions: each character says which one comes next. */
    private static boolean isSequence(String secret) {
        long steps = IntStream.range(1, secret.length())
                .filter(i -> Math.abs(secret.charAt(i) - secret.charAt(i - 1)) <= 1)
                .count();
        return steps * 2 > secret.length() || isRepetition(secret);
    }

    private static boolean isRepetition(String secret) {
        // A text repeats itself when it is found within its own double, without the ends.
        return (secret + secret).indexOf(secret, 1) < secret.length();
    }
}
