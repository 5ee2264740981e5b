package dev.latchkey.auth.login;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows on which people choose an account.
 *
 * @param applicationName the application that asked for the sign-in, if one did
 * @param continuation where to go on afterwards, as a hidden field
 */
record AccountChoicePage(
        @Nullable String applicationName,
        List<Choice> choices,
        @Nullable String continuation) {

    /**
     * An account that is signed in here.
     *
     * @param session which session of this browser is meant
     */
    record Choice(String session, String name, String email) {}
}
