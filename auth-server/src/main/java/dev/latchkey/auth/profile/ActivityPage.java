package dev.latchkey.auth.profile;

import dev.latchkey.auth.session.DeviceName;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page about what happened to an account shows.
 *
 * @param earlier where the next page begins, or null if there is none
 * @param first whether this is the first page
 */
record ActivityPage(List<Row> rows, @Nullable String earlier, boolean first) {

    /**
     * @param failed whether it was tried in vain
     * @param byAdministrator whether somebody else did it
     */
    record Row(
            String text,
            boolean failed,
            boolean byAdministrator,
            @Nullable String application,
            ZonedDateTime at,
            DeviceName device,
            @Nullable String address) {}
}
