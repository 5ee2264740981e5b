package dev.latchkey.auth.administration;

import dev.latchkey.auth.client.ClientDirectory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the list of applications shows.
 *
 * @param search what was typed
 * @param next the address of the next page; none on the last
 * @param problem the key of what was wrong with what was asked for
 */
record ApplicationsPage(
        List<ClientDirectory.Entry> applications,
        String search,
        String state,
        @Nullable String next,
        @Nullable String problem,
        @Nullable String done) {}
