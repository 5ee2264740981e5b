package dev.latchkey.auth.developer;

import java.util.Locale;

/** How far an application has come. */
enum ApplicationState {
    /** For its owner and the testers that they invited. */
    DRAFT,
    /** For a limited number of people, who are told that nobody has verified it. */
    UNVERIFIED,
    /** Like {@link #UNVERIFIED}, and an administrator is asked to look at it. */
    IN_REVIEW,
    /** For everybody. */
    VERIFIED,
    /** For nobody. */
    SUSPENDED;

    /** As the keys of messages and the addresses of pages have it. */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
