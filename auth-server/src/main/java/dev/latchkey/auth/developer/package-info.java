/**
 * The developer portal: applications that people register for themselves, whose they are, how far their verification has
 * come, and what their owners see of them. Owns the tables {@code application}, {@code application_tester}, {@code
 * application_transfer} and {@code application_review}.
 *
 * <p>What any registration must get right is {@code client}'s, the same for everybody; here stands what a person may not
 * register beyond that. Who may use an application that is not published is told to {@code authorization} by its port.
 */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "authorization",
            "client",
            "consent",
            "database",
            "image",
            "mail",
            "requestlog",
            "scope",
            "session",
            "web"
        })
@NullMarked
package dev.latchkey.auth.developer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
