package dev.latchkey.auth.passkey;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What owners call their passkeys. */
final class PasskeyName {

    private static final int MOST_CHARACTERS = 60;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** What a User-Agent header says, the more telling first: an iPhone says that it is like Mac OS X, Android that it is Linux. */
    private static final List<String> DEVICES =
            List.of("iPhone", "iPad", "Android", "Windows", "CrOS", "Macintosh", "Linux");

    private PasskeyName() {}

    /** The name as typed, if it is one: something, short, and to be seen. */
    static Optional<String> of(String typed) {
        String name = typed.strip();
        boolean usable = !name.isEmpty()
                && name.codePointCount(0, name.length()) <= MOST_CHARACTERS
                && !INVISIBLE.matcher(name).find();
        return usable ? Optional.of(name) : Optional.empty();
    }

    /** A name to begin with: the device at which it is made. */
    static String suggestedFor(@Nullable String userAgent) {
        return DEVICES.stream()
                .filter(device -> userAgent != null && userAgent.contains(device))
                .map(device -> device.equals("Macintosh") ? "Mac" : device.equals("CrOS") ? "Chromebook" : device)
                .findFirst()
                .orElse("");
    }
}
