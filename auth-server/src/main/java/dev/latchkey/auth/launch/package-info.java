/**
 * The page from which people start the applications of this service that they can sign in to: the sign-in is initiated here, by a
 * third party in the words of OpenID Connect Core §4, and needs no further password. Owns the table {@code application_assignment}. What an application is belongs to {@code
 * client}, what was allowed to {@code consent}.
 */
@ApplicationModule(allowedDependencies = {"account", "consent", "session", "web"})
@NullMarked
package dev.latchkey.auth.launch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
