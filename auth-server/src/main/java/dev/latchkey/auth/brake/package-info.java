/**
 * Brakes on guessing: how many wrong passwords and codes are looked at before somebody has to wait, counted in the database
 * so that all nodes share the count and a restart forgets nothing.
 *
 * <p>Every guess of a person is counted before it is checked, in one statement, and given back when it was right: of any number of
 * guesses at once, no more are looked at than of as many in a row. Whether a guess is right is for {@code login} and {@code
 * mfa} to say, and what the person is told.
 */
@ApplicationModule(allowedDependencies = {"account", "database", "secret", "startup", "web"})
@NullMarked
package dev.latchkey.auth.brake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
