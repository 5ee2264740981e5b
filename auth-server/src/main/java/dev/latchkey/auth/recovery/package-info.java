/**
 * The way back for people who have lost everything that they sign in with. An administrator, who has made sure outside of this
 * server who it is, starts it and hands over a link; after a waiting period in which the owner is told and can object, the link sets
 * a new password and forgets all factors.
 *
 * <p>Leaves to others who is an administrator ({@code administration}) and what the factors are: they listen to {@link
 * dev.latchkey.auth.account.FactorsLost}.
 */
@ApplicationModule(
        allowedDependencies = {"account", "audit", "database", "mail", "password", "secret", "session", "web"})
@NullMarked
package dev.latchkey.auth.recovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
