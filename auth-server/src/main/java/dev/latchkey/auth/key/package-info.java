/**
 * The server's signing keys: their rows, their states, the published key set, and the one place where tokens are signed.
 */
@ApplicationModule(allowedDependencies = {"secret"})
@NullMarked
package dev.latchkey.auth.key;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
