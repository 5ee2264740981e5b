package dev.latchkey.auth.ldap;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose password was right.
 *
 * @param id what the directory never changes and never gives to another: {@code entryUUID}, {@code objectGUID}
 * @param username what they are called there, at the moment
 * @param roles that their groups mean here
 */
public record DirectoryPerson(
        String id, String username, String name, @Nullable String email, Set<String> roles) {

    public DirectoryPerson {
        roles = Set.copyOf(roles);
    }
}
