package dev.latchkey.auth.administration;

import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.session.SignedIn;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who administers: a person, with or without an application between, or an application for itself.
 *
 * @param accountId the person; none for an application that acts for itself
 * @param clientId the application; none for a person at our own pages
 */
record Actor(@Nullable UUID accountId, @Nullable String clientId) {

    /** Whoever is at our pages. */
    static Actor of(SignedIn signedIn) {
        return new Actor(signedIn.accountId(), null);
    }

    boolean isPerson() {
        return accountId != null;
    }

    boolean is(UUID account) {
        return account.equals(accountId);
    }

    /** The same event, with who did it. */
    SecurityEvent did(SecurityEvent event) {
        return event.actor(accountId).client(clientId);
    }
}
