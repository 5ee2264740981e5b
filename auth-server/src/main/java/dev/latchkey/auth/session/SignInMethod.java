package dev.latchkey.auth.session;

import java.util.UUID;

/**
 * Something with which an account can be signed in to from nothing: a password, a passkey. The feature that has it declares a bean,
 * so that another one can tell whether what it takes away is the last.
 */
@FunctionalInterface
public interface SignInMethod {

    /** Whether the account has it. */
    boolean isAvailableTo(UUID accountId);
}
