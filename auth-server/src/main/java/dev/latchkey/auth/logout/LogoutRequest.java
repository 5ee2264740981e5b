package dev.latchkey.auth.logout;

import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.token.IdTokenHints;
import org.jspecify.annotations.Nullable;

/**
 * A logout request whose parameters agree with each other.
 *
 * @param client the application that asks, if it said who it is
 * @param hint the ID token it sent, if it did
 * @param returnTo where the browser goes afterwards: registered by the client
 */
record LogoutRequest(
        @Nullable Client client,
        IdTokenHints.@Nullable Hint hint,
        @Nullable String returnTo,
        LogoutPage page) {}
