/**
 * Proof of work: a puzzle that costs a browser a second and a program that tries thousands of forms hours. Made and checked
 * here, by the ALTCHA protocol, with nothing from any third party; off unless the operator wants it. Owns the table {@code
 * spent_challenge}. Leaves to others which requests ask for it ({@code login}, {@code registration}).
 *
 * @see <a href="https://altcha.org/docs/v2/server-integration/">ALTCHA server integration</a>
 */
@ApplicationModule(allowedDependencies = {"brake", "database", "secret", "startup"})
@NullMarked
package dev.latchkey.auth.challenge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
