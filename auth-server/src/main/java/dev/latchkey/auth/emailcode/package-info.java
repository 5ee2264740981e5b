/**
 * Signing in with a code or a link that came by e-mail, instead of a password: a first factor that an operator may switch on, and
 * never a second one, because whoever has the mailbox has the password as well (NIST SP 800-63B-4 §3.1.3.1).
 *
 * <p>Both work in the browser that asked, for ten minutes, once.
 */
@ApplicationModule(allowedDependencies = {"account", "audit", "brake", "database", "mail", "secret", "session", "web"})
@NullMarked
package dev.latchkey.auth.emailcode;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
