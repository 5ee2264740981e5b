package dev.latchkey.auth.session;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the page of open sessions shows.
 *
 * @param current the session that looks at the page; shown first, on every page
 * @param others a page of the others
 * @param total how many others there are
 * @param previous the number of the page before, or null
 * @param next the number of the page after, or null
 * @param done the key of the message about what was just done
 */
record SessionsPage(
        Row current,
        List<Row> others,
        int total,
        @Nullable Integer previous,
        @Nullable Integer next,
        @Nullable String done) {

    /** A session. Times are in the zone of the reader. */
    record Row(
            UUID id,
            DeviceName device,
            @Nullable String place,
            @Nullable String address,
            boolean remembered,
            ZonedDateTime firstSeen,
            ZonedDateTime lastSeen) {}
}
