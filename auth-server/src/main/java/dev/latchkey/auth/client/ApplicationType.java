package dev.latchkey.auth.client;

import java.util.Locale;

/**
 * Where an application runs.
 *
 * @see <a href="https://openid.net/specs/openid-connect-registration-1_0.html#ClientMetadata">application_type</a>
 */
public enum ApplicationType {
    /** On a server or in a browser. */
    WEB,
    /** On a person's device: may be reached through a private-use scheme or a loopback port (RFC 8252). */
    NATIVE;

    /** The value in client metadata. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }
}
