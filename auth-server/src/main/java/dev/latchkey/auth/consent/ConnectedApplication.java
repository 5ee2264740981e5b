package dev.latchkey.auth.consent;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application that can get at an account, as its owner sees it.
 *
 * @param since when it was first allowed, or first signed in to
 * @param lastUsed when it last got a token; none when no authorization of it lives
 */
record ConnectedApplication(
        String clientId,
        String name,
        @Nullable String clientUri,
        boolean trusted,
        LocalDate since,
        @Nullable LocalDate lastUsed,
        List<ConsentScope> scopes) {}
