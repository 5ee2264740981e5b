package dev.latchkey.auth.administration;

import org.jspecify.annotations.Nullable;

/**
 * What the page shows on which a password is set.
 *
 * @param username whose; none when the link is good for nothing
 * @param problem the key of what was wrong with what was sent
 * @param shortest the least length of the password
 */
record SetPasswordPage(
        String token, @Nullable String username, @Nullable String problem, int shortest) {}
