/**
 * What every HTTP answer of this application has in common.
 *
 * <p>Owns problem details (RFC 9457) for every error, also for those that never reach a controller, the correlation id that
 * client and operator share, and the limits on request bodies. Leaves authentication challenges to {@code security} and
 * the meaning of a note to {@code note}.
 */
@ApplicationModule(
        displayName = "Web",
        allowedDependencies = {})
@NullMarked
package dev.latchkey.notes.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
