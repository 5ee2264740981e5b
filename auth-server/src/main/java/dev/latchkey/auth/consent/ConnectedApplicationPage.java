package dev.latchkey.auth.consent;

import dev.latchkey.auth.session.DeviceName;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of one connected application shows.
 *
 * @param accesses where its access comes from, the one used last first
 * @param more how many further ones there are
 */
record ConnectedApplicationPage(ConnectedApplication application, List<Access> accesses, int more) {

    /**
     * One authorization that lives.
     *
     * @param device the browser in which it was given; null for a device without one, or a session that is gone
     * @param offline whether it goes on when the person signs out
     */
    record Access(
            @Nullable DeviceName device,
            @Nullable String address,
            boolean offline,
            ZonedDateTime since,
            ZonedDateTime lastUsed) {}
}
