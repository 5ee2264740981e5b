/**
 * Signing out: from the account pages and by request of an application (OpenID Connect RP-Initiated Logout), and telling the
 * other applications of a session that it has ended, whoever ended it (OpenID Connect Back-Channel Logout).
 *
 * <p>Leaves to {@code session} what a session is and how it ends, and to {@code outbound} how a foreign address is asked.
 */
@ApplicationModule(
        allowedDependencies = {
            "authorization",
            "client",
            "database",
            "key",
            "outbound",
            "secret",
            "session",
            "subject",
            "token",
            "web"
        })
@NullMarked
package dev.latchkey.auth.logout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
