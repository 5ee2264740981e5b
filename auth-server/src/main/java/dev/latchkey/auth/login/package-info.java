/**
 * The sign-in page and the check of the password. Leaves further factors to {@code mfa} and does not know it: a session
 * that owes a factor is sent there by the security chain.
 */
@ApplicationModule(
        allowedDependencies = {"account", "audit", "brake", "challenge", "client", "mail", "password", "session", "web"
        })
@NullMarked
package dev.latchkey.auth.login;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
