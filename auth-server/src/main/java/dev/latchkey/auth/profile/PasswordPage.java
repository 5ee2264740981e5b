package dev.latchkey.auth.profile;

import dev.latchkey.auth.session.DirectoryPasswords;
import org.jspecify.annotations.Nullable;

/**
 * What the page for changing the password shows.
 *
 * @param username for password managers
 * @param place where the password is kept, if that is not here
 * @param field the field that could not be accepted, if one could not
 * @param problem the key of what is wrong with it
 * @param number what the problem is about: minutes to wait, or characters
 */
record PasswordPage(
        String username,
        boolean hasPassword,
        DirectoryPasswords.@Nullable Place place,
        @Nullable String field,
        @Nullable String problem,
        long number,
        boolean changed) {

    /** The problem of one field, for its place in the form. */
    public @Nullable String problemOf(String name) {
        return name.equals(field) ? problem : null;
    }
}
