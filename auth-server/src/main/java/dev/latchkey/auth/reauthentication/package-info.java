/**
 * The page where somebody who is signed in confirms that it is still them. Asks for the password of an account that has nothing
 * more; everybody else is led to their second factor, which this package does not know. Which pages ask for it, and for how
 * long an answer counts, is said in {@code session}.
 */
@ApplicationModule(allowedDependencies = {"account", "audit", "brake", "session", "web"})
@NullMarked
package dev.latchkey.auth.reauthentication;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
