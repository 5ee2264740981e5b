package dev.latchkey.auth.profile;

import org.jspecify.annotations.Nullable;

/**
 * What the page shows on which a password that is known elsewhere is replaced.
 *
 * @param username for password managers
 * @param shortest the least length of the new one
 * @param password what is wrong with it, if something is
 * @param confirmation the same for its repetition
 * @param continuation where to go on afterwards
 */
record OwedPasswordPage(
        String username,
        int shortest,
        @Nullable Problem password,
        @Nullable Problem confirmation,
        @Nullable String continuation) {

    /** @param argument a number in the message */
    record Problem(String messageKey, int argument) {}
}
