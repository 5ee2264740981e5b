package dev.latchkey.auth.registration;

import dev.latchkey.auth.account.NewAccount;
import java.util.Locale;
import java.util.UUID;

/**
 * A sign-up that waits for its address to be confirmed.
 *
 * @param addressKnown whether the address has an account: then it waits for ever
 */
record PendingSignUp(
        UUID id, NewAccount account, String emailKey, String passwordHash, Locale locale, boolean addressKnown) {}
