package dev.latchkey.auth.mfa;

import org.jspecify.annotations.Nullable;

/**
 * What a page that asks for a second factor shows.
 *
 * @param accountName who is signing in
 * @param problem the key of the message at the top, if something went wrong
 * @param minutes how long to wait, for a problem that says so
 * @param continuation where to go on afterwards, as a hidden field
 * @param reason the key of the sentence that says why somebody who is signed in is asked again; null in a sign-in
 * @param hasOthers whether there is another method to choose
 * @param offersTrust whether the person may choose not to be asked here for a while
 */
public record ChallengePage(
        String accountName,
        @Nullable String problem,
        long minutes,
        @Nullable String continuation,
        @Nullable String reason,
        boolean hasOthers,
        boolean offersTrust) {}
