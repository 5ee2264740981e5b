package dev.latchkey.auth.authorization;

import org.jspecify.annotations.Nullable;

/**
 * Where an authorization response goes.
 *
 * @param redirectUri proven to be registered by the client
 * @param state returned as it was sent
 * @param mode how it gets there
 */
public record RedirectTarget(String redirectUri, @Nullable String state, ResponseMode mode) {}
