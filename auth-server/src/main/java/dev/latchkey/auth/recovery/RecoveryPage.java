package dev.latchkey.auth.recovery;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * @param token of the link, or null if it is good for nothing any more
 * @param opensAt from when it works, if that is still to come
 * @param problem the key of what is wrong with the password, if something is
 * @param length the number that the problem speaks of
 * @param cancelling whether this is the page on which the owner objects
 */
record RecoveryPage(
        @Nullable String token,
        @Nullable ZonedDateTime opensAt,
        @Nullable String problem,
        int length,
        boolean cancelling) {}
