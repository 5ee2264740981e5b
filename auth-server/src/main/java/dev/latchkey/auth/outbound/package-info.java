/**
 * The one HTTP client for addresses that somebody else chose: a client's {@code jwks_uri}, {@code sector_identifier_uri},
 * logo or logout endpoint, an upstream provider's metadata. Whoever fetches such an address fetches it here, and nowhere
 * else: an internal service must never hear from us because a stranger named it.
 *
 * <p>Which addresses are asked for, and what their answers mean, is for the features to say.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.latchkey.auth.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
