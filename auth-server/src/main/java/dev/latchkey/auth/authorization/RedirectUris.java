package dev.latchkey.auth.authorization;

import dev.latchkey.auth.client.ApplicationType;
import dev.latchkey.auth.client.Client;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a redirect URI is one that the client registered: the same string (RFC 9700 §4.1.3). A native application may
 * vary the port of a loopback address (RFC 8252 §7.3), which only an IP literal is; {@code localhost} is a name.
 */
final class RedirectUris {

    private static final Pattern LOOPBACK =
            Pattern.compile("(http://(?:127\\.0\\.0\\.1|\\[::1]))(?::([1-9][0-9]{0,4}))?(/.*)?");

    private static final int HIGHEST_PORT = 65_535;

    private RedirectUris() {}

    static boolean isRegistered(Client client, String redirectUri) {
        return client.redirectUris().contains(redirectUri)
                || (client.applicationType() == ApplicationType.NATIVE
                        && client.redirectUris().stream()
                                .anyMatch(registered -> differInPort(registered, redirectUri)));
    }

    private static boolean differInPort(String registered, String requested) {
        Matcher known = LOOPBACK.matcher(registered);
        Matcher asked = LOOPBACK.matcher(requested);
        return known.matches()
                && asked.matches()
                && known.group(1).equals(asked.group(1))
                && isPort(asked.group(2))
                && path(known).equals(path(asked));
    }

    private static boolean isPort(@Nullable String digits) {
        return digits == null || Integer.parseInt(digits) <= HIGHEST_PORT;
    }

    private static String path(Matcher uri) {
        return uri.group(3) == null ? "" : uri.group(3);
    }
}
