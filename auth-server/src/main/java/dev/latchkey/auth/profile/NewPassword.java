package dev.latchkey.auth.profile;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Passwords;
import java.util.Locale;
import java.util.Optional;

/** What a password that somebody chooses must be (NIST SP 800-63B-4 §3.1.1.2): long, and not their name. */
final class NewPassword {

    private static final int SHORTEST_ALONE = 15;
    private static final int SHORTEST_WITH_SECOND_FACTOR = 8;

    private NewPassword() {}

    /** The key of what is wrong with it, if something is. */
    static Optional<String> problem(String chosen, String repeated, Account account, boolean hasSecondFactor) {
        int length = chosen.codePointCount(0, chosen.length());
        if (length < (hasSecondFactor ? SHORTEST_WITH_SECOND_FACTOR : SHORTEST_ALONE)) {
            return Optional.of(
                    hasSecondFactor ? "profile.password.problem.short-of-8" : "profile.password.problem.short-of-15");
        }
        if (length > Passwords.LONGEST) {
            return Optional.of("profile.password.problem.long");
        }
        String folded = chosen.toLowerCase(Locale.ROOT);
        if (folded.equals(account.getUsername().toLowerCase(Locale.ROOT))
                || folded.equals(account.getEmail().toLowerCase(Locale.ROOT))) {
            return Optional.of("profile.password.problem.name");
        }
        return chosen.equals(repeated) ? Optional.empty() : Optional.of("profile.password.problem.different");
    }
}
