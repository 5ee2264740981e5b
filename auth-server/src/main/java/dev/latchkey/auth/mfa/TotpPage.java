package dev.latchkey.auth.mfa;

import org.jspecify.annotations.Nullable;

/**
 * What the page that asks for a code shows.
 *
 * @param accountName who is signing in
 * @param problem the key of the message at the top, if something went wrong
 * @param minutes how long to wait, for a problem that says so
 * @param continuation where to go on afterwards, as a hidden field
 */
record TotpPage(
        String accountName,
        @Nullable String problem,
        long minutes,
        @Nullable String continuation) {}
