/**
 * The requests of applications that were refused: for seven days, for whoever answers for the application, with the rule that
 * did not hold and what stood against what. Owns the tables {@code request_failure} and {@code request_failure_count}.
 *
 * <p>A request that succeeds never comes here. What is refused is decided elsewhere; the rules are only named here. Nothing
 * that is secret may be handed over: no token, no code, no secret, no assertion, and nothing about a person.
 */
@ApplicationModule(allowedDependencies = {"secret", "web"})
@NullMarked
package dev.latchkey.auth.requestlog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
