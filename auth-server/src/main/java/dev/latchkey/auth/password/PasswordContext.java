package dev.latchkey.auth.password;

import dev.latchkey.auth.account.Account;
import java.util.List;

/**
 * For whom a password is chosen.
 *
 * @param secondFactor whether something else has to be shown beside it
 * @param words what others know about the person
 */
public record PasswordContext(boolean secondFactor, List<String> words) {

    public PasswordContext {
        words = List.copyOf(words);
    }

    public static PasswordContext of(String username, String email, String name, boolean secondFactor) {
        return new PasswordContext(secondFactor, List.of(username, email, name));
    }

    public static PasswordContext of(Account account, boolean secondFactor) {
        return of(account.getUsername(), account.getEmail(), account.getName(), secondFactor);
    }
}
