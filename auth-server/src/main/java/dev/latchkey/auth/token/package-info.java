/**
 * The token endpoint and what concerns tokens afterwards: the claims of access and ID tokens, the rotation of refresh
 * tokens, introspection and revocation.
 *
 * <p>Endpoints, request parsing and client authentication filters are Spring Security's; the grants behind them are ours.
 */
@ApplicationModule(
        allowedDependencies = {
            "audit",
            "authorization",
            "brake",
            "client",
            "database",
            "device",
            "dpop",
            "key",
            "requestlog",
            "scope",
            "secret",
            "session",
            "status",
            "subject",
            "web"
        })
@NullMarked
package dev.latchkey.auth.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
