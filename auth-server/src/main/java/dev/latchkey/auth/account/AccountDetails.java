package dev.latchkey.auth.account;

import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an administrator may decide about an account. The password is not among it. */
public record AccountDetails(
        String username,
        String email,
        boolean emailVerified,
        String name,
        @Nullable LocalDate birthdate,
        Set<String> roles,
        boolean enabled) {

    public AccountDetails {
        roles = java.util.Collections.unmodifiableSet(new TreeSet<>(roles));
    }

    public static AccountDetails of(Account account) {
        return new AccountDetails(
                account.getUsername(),
                account.getEmail(),
                account.isEmailVerified(),
                account.getName(),
                account.getBirthdate(),
                account.getRoles(),
                account.isEnabled());
    }

    public AccountDetails withRoles(Set<String> others) {
        return new AccountDetails(username, email, emailVerified, name, birthdate, others, enabled);
    }

    public AccountDetails withEnabled(boolean value) {
        return new AccountDetails(username, email, emailVerified, name, birthdate, roles, value);
    }

    /** An address that nobody has confirmed is not confirmed, whatever the one before was. */
    public AccountDetails withProfile(
            String newUsername, String newEmail, String newName, @Nullable LocalDate newBirthdate) {
        boolean verified = emailVerified && newEmail.equals(email);
        return new AccountDetails(newUsername, newEmail, verified, newName, newBirthdate, roles, enabled);
    }
}
