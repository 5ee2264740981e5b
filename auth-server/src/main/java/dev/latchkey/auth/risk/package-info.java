/**
 * Sign-ins that are not as usual: from a browser or a network that the account has not used before. Their owner gets a mail with
 * a link that says it was somebody else, and a second factor may be demanded where the policy would not.
 *
 * <p>Decides by a sum of few numbers that anybody can check, and writes down which. Leaves to others what a sign-in is and how it
 * ends ({@code session}), and where in the world an address is (a file that the operator brings).
 */
@ApplicationModule(
        allowedDependencies = {"account", "audit", "database", "mail", "secret", "session", "startup", "web"})
@NullMarked
package dev.latchkey.auth.risk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
