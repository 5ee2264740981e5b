package dev.latchkey.endtoend.house;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Credentials that exist for one run of the tests. */
final class RandomText {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    static String username() {
        return "newcomer" + from("abcdefghijkmnpqrstuvwxyz", 8);
    }

    static String password() {
        return from("abcdefghijkmnpqrstuvwxyz23456789", 20);
    }

    static String clientSecret() {
        return from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 43);
    }

    /** 160 bits, as RFC 4226 section 4 recommends, in Base32. */
    static String totpSecret() {
        return from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 32);
    }

    private static String from(String alphabet, int length) {
        return RANDOM.ints(length, 0, alphabet.length())
                .mapToObj(index -> String.valueOf(alphabet.charAt(index)))
                .collect(Collectors.joining());
    }
}
