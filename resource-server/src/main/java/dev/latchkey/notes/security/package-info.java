/**
 * Everything about access tokens, small enough to be lifted into another resource server together with {@code web}.
 *
 * <p>Owns which tokens are accepted ({@link dev.latchkey.notes.security.AccessTokenRules}), which scope each operation
 * needs ({@link dev.latchkey.notes.security.ApiSecurity}), the challenges of RFC 6750 and RFC 9449, and the
 * protected-resource metadata of RFC 9728. Leaves to the features which account may see which row: that is decided in
 * their queries, by the {@link dev.latchkey.notes.security.Account} they are handed.
 */
@ApplicationModule(displayName = "Security", allowedDependencies = "web")
@NullMarked
package dev.latchkey.notes.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
