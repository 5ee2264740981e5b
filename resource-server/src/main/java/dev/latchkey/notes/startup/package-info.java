/**
 * Decides between local and production mode before any bean exists, and refuses to start half configured.
 *
 * <p>Owns the rule of what each mode needs and the secrets that local mode generates. Leaves the embedded database to
 * {@code database} and the use of every property to the feature that declares it.
 */
@ApplicationModule(
        displayName = "Startup",
        allowedDependencies = {})
@NullMarked
package dev.latchkey.notes.startup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
