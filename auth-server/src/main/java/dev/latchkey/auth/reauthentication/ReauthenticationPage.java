package dev.latchkey.auth.reauthentication;

import org.jspecify.annotations.Nullable;

/**
 * What the page that asks for the password again shows.
 *
 * @param accountName who is signed in
 * @param reason the key of the sentence that says what for
 * @param hasPassword whether there is one to ask for; without, a new sign-in is offered
 * @param problem the key of the message at the top, if something went wrong
 * @param minutes how long to wait, for a problem that says so
 * @param continuation where to go on afterwards, as a hidden field
 */
record ReauthenticationPage(
        String accountName,
        String reason,
        boolean hasPassword,
        @Nullable String problem,
        long minutes,
        @Nullable String continuation) {}
