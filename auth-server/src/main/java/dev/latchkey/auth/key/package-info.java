/**
 * The server's signing keys: their rows, their states and rotation, key stores, the published key set, and the one place
 * where tokens are signed.
 *
 * <p>Leaves to others what stands in a token, and to {@code secret} the key under which private parts are sealed.
 */
@ApplicationModule(allowedDependencies = {"audit", "database", "secret"})
@NullMarked
package dev.latchkey.auth.key;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
