package dev.latchkey.auth.emailcode;

import org.jspecify.annotations.Nullable;

/**
 * @param step what is asked for
 * @param token of the link, on its page
 * @param problem the key of what went wrong, if something did
 * @param continuation where to go on afterwards, as a hidden field
 */
record EmailSignInPage(
        Step step,
        @Nullable String token,
        @Nullable String problem,
        @Nullable String continuation) {

    enum Step {
        ADDRESS,
        CODE,
        LINK
    }
}
