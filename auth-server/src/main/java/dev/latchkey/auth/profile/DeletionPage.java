package dev.latchkey.auth.profile;

import org.jspecify.annotations.Nullable;

/**
 * What the page for deleting an account shows.
 *
 * @param username what has to be typed to confirm
 * @param days how long the account is kept
 * @param problem the key of the message at the top, if something went wrong
 */
record DeletionPage(String username, long days, @Nullable String problem) {}
