package dev.latchkey.auth.registration;

import org.jspecify.annotations.Nullable;

/**
 * What the page shows on which a reset is asked for.
 *
 * @param problem the key of what is wrong with the address
 * @param minutes how long to wait; 0 if that is not the problem
 */
record ForgotPage(String email, @Nullable String problem, long minutes) {}
