/**
 * The consent page, what people have allowed, and how it ends. Knows the authorization request that waits for the answer; the endpoint
 * does not know this package.
 */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "authorization",
            "client",
            "database",
            "image",
            "mail",
            "scope",
            "secret",
            "session",
            "web"
        })
@NullMarked
package dev.latchkey.auth.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
