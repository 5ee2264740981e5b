/**
 * Whom a token is about: the account's id, or for clients with pairwise subjects (OpenID Connect Core §8.1) a value that only
 * clients of the same sector share. Which client has which sector is a matter of {@code client}.
 */
@ApplicationModule(allowedDependencies = {"client", "secret"})
@NullMarked
package dev.latchkey.auth.subject;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
