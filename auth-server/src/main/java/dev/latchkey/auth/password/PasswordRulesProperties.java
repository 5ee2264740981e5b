package dev.latchkey.auth.password;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which passwords may be chosen.
 *
 * @param length the least number of characters where the password stands alone
 * @param lengthWithSecondFactor the same where something else has to be shown beside it
 * @param words more words that everybody here would try, such as the name of the company
 * @param breached where to ask whether a password is known from a theft
 */
@ConfigurationProperties("latchkey.password")
record PasswordRulesProperties(
        @DefaultValue("15") int length,
        @DefaultValue("8") int lengthWithSecondFactor,
        @DefaultValue List<String> words,
        @DefaultValue Breached breached) {

    /**
     * @param rangeUrl what the first five digits of the password's SHA-1 are appended to, as in {@code
     *     https://api.pwnedpasswords.com/range/}; nobody is asked if it is missing
     */
    record Breached(@Nullable String rangeUrl) {}

    PasswordRulesProperties {
        // NIST SP 800-63B-4 §3.1.1.2: not less than these.
        if (length < 15 || length > 64) {
            throw new IllegalArgumentException("latchkey.password.length is between 15 and 64");
        }
        if (lengthWithSecondFactor < 8 || lengthWithSecondFactor > length) {
            throw new IllegalArgumentException(
                    "latchkey.password.length-with-second-factor is at least 8 and not more than length");
        }
    }
}
