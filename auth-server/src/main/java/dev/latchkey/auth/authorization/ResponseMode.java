package dev.latchkey.auth.authorization;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** How an authorization response gets to the client. */
public enum ResponseMode {
    /** In the query of the redirect URI (OAuth 2.0 Multiple Response Type Encoding Practices §2.1). */
    QUERY,
    /** In the body of a form that the browser posts to the redirect URI (OAuth 2.0 Form Post Response Mode §2). */
    FORM_POST;

    /**
     * The mode of this name, if it can reach the redirect URI: a browser cannot post to an application on the device. {@code
     * fragment} is none: scripts of the page would see the code (RFC 9700 §4.3.2).
     */
    static Optional<ResponseMode> of(String name, String redirectUri) {
        for (ResponseMode mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
                return mode == QUERY || isWeb(redirectUri) ? Optional.of(mode) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isWeb(String redirectUri) {
        String scheme = URI.create(redirectUri).getScheme();
        return "https".equals(scheme) || "http".equals(scheme);
    }
}
