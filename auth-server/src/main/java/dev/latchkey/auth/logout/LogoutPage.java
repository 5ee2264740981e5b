package dev.latchkey.auth.logout;

import org.jspecify.annotations.Nullable;

/** What the confirmation page shows, and what its form sends again. */
record LogoutPage(
        @Nullable String applicationName,
        @Nullable String idTokenHint,
        @Nullable String postLogoutRedirectUri,
        @Nullable String state,
        @Nullable String clientId) {}
