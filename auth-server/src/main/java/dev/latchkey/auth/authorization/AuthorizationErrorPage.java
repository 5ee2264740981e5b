package dev.latchkey.auth.authorization;

import org.jspecify.annotations.Nullable;

/**
 * What is shown here because it must not be sent to the client.
 *
 * @param id by which its developer finds the refusal; null if there is nobody to find it, or it was only counted
 */
record AuthorizationErrorPage(
        String error,
        String description,
        @Nullable String applicationName,
        @Nullable String id) {}
