package dev.latchkey.auth.authorization;

import org.jspecify.annotations.Nullable;

/** What is shown here because it must not be sent to the client. */
record AuthorizationErrorPage(
        String error, String description, @Nullable String applicationName) {}
