/**
 * The catalogue of what can be asked for: scopes with the words people read on the consent page, and the protected
 * resources (RFC 8707) that understand them. Which scopes a client may ask for belongs to {@code client}; which ones a
 * person allowed belongs to {@code consent}.
 */
@ApplicationModule(allowedDependencies = {"database"})
@NullMarked
package dev.latchkey.auth.scope;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
