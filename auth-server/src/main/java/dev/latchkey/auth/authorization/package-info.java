/**
 * The authorization endpoint, and the record of what was authorized: grants, codes, and everything that may be used once.
 *
 * <p>A grant is the family of all tokens that come from one authorization; revoking it ends them all. Leaves the shape of
 * tokens to {@code token} and the question to the person to {@code consent}.
 */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "client",
            "database",
            "dpop",
            "requestlog",
            "scope",
            "secret",
            "session",
            "subject",
            "web"
        })
@NullMarked
package dev.latchkey.auth.authorization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
