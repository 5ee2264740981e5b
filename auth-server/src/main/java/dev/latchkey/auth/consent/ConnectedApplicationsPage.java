package dev.latchkey.auth.consent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of connected applications shows.
 *
 * @param search what the names have in them; empty for all
 * @param total how many there are that match
 * @param previous the number of the page before, or null
 * @param next the number of the page after, or null
 * @param done the key of the message about what was just done
 */
record ConnectedApplicationsPage(
        List<ConnectedApplication> applications,
        String search,
        int total,
        @Nullable Integer previous,
        @Nullable Integer next,
        @Nullable String done) {}
