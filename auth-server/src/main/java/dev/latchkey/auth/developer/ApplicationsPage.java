package dev.latchkey.auth.developer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The applications of a person.
 *
 * @param offers what others want to give to them
 * @param obstacle why they cannot register one now, as the key of a sentence
 * @param done the key of what has just been done
 */
record ApplicationsPage(
        List<Entry> applications,
        List<Offer> offers,
        @Nullable String obstacle,
        @Nullable String done) {

    /** One of the list. */
    record Entry(ApplicationHead head, LocalDate since) {}

    /** An application that waits to be taken. */
    record Offer(UUID id, String name, Instant expiresAt) {}
}
