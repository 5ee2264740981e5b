package dev.latchkey.auth.mfa;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name that a person gives to an authenticator app. */
final class DeviceName {

    static final int LONGEST = 60;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private DeviceName() {}

    /** What was typed, without the spaces around it, if it is a name. */
    static Optional<String> of(String typed) {
        String name = typed.strip();
        boolean acceptable = !name.isEmpty()
                && name.codePointCount(0, name.length()) <= LONGEST
                && !INVISIBLE.matcher(name).find();
        return acceptable ? Optional.of(name) : Optional.empty();
    }
}
