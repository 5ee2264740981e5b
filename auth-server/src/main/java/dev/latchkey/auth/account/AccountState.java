package dev.latchkey.auth.account;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an account is good for. */
public enum AccountState {
    ACTIVE,
    /** Made by an administrator; its owner has not accepted the invitation yet. */
    INVITED,
    DISABLED;

    /** The name in the interface, in lower case. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static AccountState of(Account account) {
        return of(account.isEnabled(), account.getPasswordHash() != null, account.isEmailVerified());
    }

    /** The same as {@link #condition}, of values. */
    static AccountState of(boolean enabled, boolean hasPassword, boolean emailVerified) {
        if (!enabled) {
            return DISABLED;
        }
        return hasPassword || emailVerified ? ACTIVE : INVITED;
    }

    static Optional<AccountState> of(String parameter) {
        return Stream.of(values())
                .filter(state -> state.parameter().equals(parameter))
                .findFirst();
    }

    /** A condition on the table alias {@code a}. */
    String condition() {
        return switch (this) {
            case ACTIVE -> "a.enabled and (a.password_hash is not null or a.email_verified)";
            case INVITED -> "a.enabled and a.password_hash is null and not a.email_verified";
            case DISABLED -> "not a.enabled";
        };
    }
}
