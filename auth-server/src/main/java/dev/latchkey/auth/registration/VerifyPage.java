package dev.latchkey.auth.registration;

import org.jspecify.annotations.Nullable;

/**
 * What the page shows on which the code of a mail is entered.
 *
 * @param email where the mail went
 * @param problem the key of the message at the top, if something went wrong
 * @param minutes how long to wait, for a problem that says so
 * @param sent whether a mail was sent again just now
 */
record VerifyPage(
        String handle,
        String email,
        @Nullable String problem,
        long minutes,
        boolean sent,
        @Nullable String continuation) {}
