/**
 * Reads signed JWTs that others made (RFC 7515, RFC 7519): strictly, so that no two parsers see different things, with
 * limits on size and cost, and with keys that were chosen beforehand and never by the token itself. Remembers the ids of
 * those that may be used once.
 *
 * <p>What a token must say is for the features to decide. What this server signs is in {@code key}.
 */
@ApplicationModule(allowedDependencies = {"database", "secret"})
@NullMarked
package dev.latchkey.auth.jose;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
