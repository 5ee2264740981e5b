package dev.latchkey.auth.profile;

import dev.latchkey.auth.session.DirectoryPasswords;
import org.jspecify.annotations.Nullable;

/**
 * What the page for adding a password shows.
 *
 * @param username for password managers
 * @param email where the code is mailed to
 * @param place where another password is kept, if there is one in a directory
 * @param mailed whether the code has just been mailed
 * @param field the field that could not be accepted, if one could not
 * @param problem the key of what is wrong
 * @param number what the problem is about: minutes to wait, or characters
 */
record FirstPasswordPage(
        String username,
        String email,
        DirectoryPasswords.@Nullable Place place,
        boolean mailed,
        @Nullable String field,
        @Nullable String problem,
        long number) {

    /** The problem of one field, for its place in the form. */
    public @Nullable String problemOf(String name) {
        return name.equals(field) ? problem : null;
    }
}
