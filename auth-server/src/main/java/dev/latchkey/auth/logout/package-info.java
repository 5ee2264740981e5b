/** Signing out: from the account pages and by request of an application (OpenID Connect RP-Initiated Logout). */
@ApplicationModule(allowedDependencies = {"client", "session", "token", "web"})
@NullMarked
package dev.latchkey.auth.logout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
