package dev.latchkey.auth.authorization;

import java.util.Locale;

/** What a row of {@code one_time_token} may be used for. A value made for one purpose is nothing for another. */
public enum TokenPurpose {
    AUTHORIZATION_CODE,
    REFRESH_TOKEN,
    PENDING_CONSENT;

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
