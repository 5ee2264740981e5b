package dev.latchkey.auth.login;

import org.jspecify.annotations.Nullable;

/**
 * What the sign-in page shows.
 *
 * @param applicationName the application that asked for the sign-in, if one did
 * @param username what stands in the field already
 * @param problem the key of the message at the top, if something went wrong
 * @param minutes how long to wait, for a problem that says so
 * @param signUps whether people may make accounts for themselves
 * @param continuation where to go on afterwards, as a hidden field
 */
record SignInPage(
        @Nullable String applicationName,
        String username,
        @Nullable String problem,
        long minutes,
        boolean signUps,
        @Nullable String continuation) {}
