/**
 * Browser sessions: one row for each browser that signed in, with the factors it has shown and when.
 *
 * <p>Owns the session cookie, the principal that the rest of the server sees ({@link
 * dev.latchkey.auth.session.SignedIn}) and the end of sessions. Leaves to others how a factor is checked ({@code login},
 * {@code mfa}) and what the end of a session means for tokens ({@code authorization} listens to {@link
 * dev.latchkey.auth.session.SessionEnded}).
 */
@ApplicationModule(allowedDependencies = {"account", "audit", "database", "secret", "web"})
@NullMarked
package dev.latchkey.auth.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
