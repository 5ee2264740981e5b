package dev.latchkey.auth.consent;

import org.jspecify.annotations.Nullable;

/**
 * Who stands behind an application, as far as this server knows.
 *
 * @param developer the name of who made it; null when nobody says
 * @param verified whether somebody has looked at it
 * @param logo path of an image on this server; null for none. Never an address of the application's own: a reader would tell
 *     it where and when the page was opened
 */
public record ApplicationProfile(
        @Nullable String developer,
        boolean verified,
        @Nullable String logo) {

    static final ApplicationProfile OF_THE_OPERATOR = new ApplicationProfile(null, true, null);
    static final ApplicationProfile OF_NOBODY_KNOWN = new ApplicationProfile(null, false, null);

    ApplicationProfile withLogo(String path) {
        return new ApplicationProfile(developer, verified, path);
    }
}
