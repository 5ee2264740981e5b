/**
 * Token status lists (draft-ietf-oauth-status-list): how a resource server learns within seconds that an access token does
 * not count any more, although the token itself says that it does.
 *
 * <p>Owns the places of grants in the lists and the published lists. Leaves to {@code authorization} when a grant ends; the
 * database notes the place of each one that does.
 */
@ApplicationModule(allowedDependencies = {"database", "key", "web"})
@NullMarked
package dev.latchkey.auth.status;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
