package dev.latchkey.auth.profile;

import org.jspecify.annotations.Nullable;

/**
 * What the page for changing the password shows.
 *
 * @param username for password managers
 * @param field the field that could not be accepted, if one could not
 * @param problem the key of what is wrong with it
 * @param number what the problem is about: minutes to wait, or characters
 * @param done the key of what has just been done
 */
record PasswordPage(
        String username,
        @Nullable String field,
        @Nullable String problem,
        long number,
        @Nullable String done) {

    /** The problem of one field, for its place in the form. */
    public @Nullable String problemOf(String name) {
        return name.equals(field) ? problem : null;
    }
}
