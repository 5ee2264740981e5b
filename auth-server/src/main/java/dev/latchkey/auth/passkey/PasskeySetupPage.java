package dev.latchkey.auth.passkey;

import org.jspecify.annotations.Nullable;

/**
 * @param accountName whose it will be
 * @param name what stands in the field
 * @param problem the key of what went wrong, if something did
 * @param mandatory whether the sign-in does not go on without
 * @param continuation where to go on afterwards, as a hidden field
 */
record PasskeySetupPage(
        String accountName,
        String name,
        @Nullable String problem,
        boolean mandatory,
        @Nullable String continuation) {}
