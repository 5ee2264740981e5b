package dev.latchkey.auth.sms;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A telephone number with its country.
 *
 * @param e164 as ITU-T E.164 has it: a plus and 7 to 15 digits
 */
record PhoneNumber(String e164) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern DECORATION = Pattern.compile("[\\s()./\\u2010-\\u2015-]");
    private static final int SHOWN_AT_START = 3;
    private static final int SHOWN_AT_END = 2;

    PhoneNumber {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("Not a telephone number");
        }
    }

    /** @param typed with whatever people put between the digits */
    static Optional<PhoneNumber> of(String typed) {
        String digits = DECORATION.matcher(typed).replaceAll("");
        return E164.matcher(digits).matches() ? Optional.of(new PhoneNumber(digits)) : Optional.empty();
    }

    /** Enough for its owner to know which it is, and for nobody else to call it. */
    String masked() {
        return e164.substring(0, SHOWN_AT_START) + "…" + e164.substring(e164.length() - SHOWN_AT_END);
    }

    @Override
    public String toString() {
        return masked();
    }
}
