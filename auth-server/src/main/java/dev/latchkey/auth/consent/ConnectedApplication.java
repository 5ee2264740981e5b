package dev.latchkey.auth.consent;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application that can get at an account, as its owner sees it.
 *
 * @param enabled whether it could use what it has
 * @param since when it was first allowed, or first signed in to
 * @param lastUsed when it last got a token; none when it never did
 */
record ConnectedApplication(
        String clientId,
        String name,
        ApplicationProfile profile,
        @Nullable String clientUri,
        boolean trusted,
        boolean enabled,
        LocalDate since,
        @Nullable LocalDate lastUsed,
        List<ConsentGroup> scopes) {}
