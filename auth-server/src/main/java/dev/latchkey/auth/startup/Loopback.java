package dev.latchkey.auth.startup;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and addresses under which only this machine reaches itself. */
final class Loopback {

    /** RFC 6761 section 6.3, RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3. No name is looked up. */
    private static final Pattern HOST =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|::1", Pattern.CASE_INSENSITIVE);

    private Loopback() {}

    static boolean isNameOf(@Nullable String host) {
        return host != null && HOST.matcher(host).matches();
    }
}
