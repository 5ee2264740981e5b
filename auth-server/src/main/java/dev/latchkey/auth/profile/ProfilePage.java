package dev.latchkey.auth.profile;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the profile page shows.
 *
 * @param field the field that could not be accepted, if one could not
 * @param problem the key of what is wrong with it
 * @param days for a problem that says how long to wait
 * @param zones the time zones there are
 */
record ProfilePage(
        ProfileForm form,
        @Nullable String field,
        @Nullable String problem,
        long days,
        boolean saved,
        Collection<String> zones) {

    /** The problem of one field, for its place in the form. */
    public @Nullable String problemOf(String name) {
        return name.equals(field) ? problem : null;
    }
}
