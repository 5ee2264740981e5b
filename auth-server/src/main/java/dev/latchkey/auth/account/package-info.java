/**
 * The person: who they are, by which names they are found, and whether a password is theirs. Owns the tables
 * {@code account}, {@code account_role} and {@code role}. Asking for the password is the business of {@code login}, second factors
 * are {@code mfa}'s, and browser sessions are {@code session}'s.
 */
@ApplicationModule(allowedDependencies = {"database", "secret"})
@NullMarked
package dev.latchkey.auth.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
