/** The user info endpoint and the mapping of an account to the standard claims of OpenID Connect. */
@ApplicationModule(
        allowedDependencies = {"account", "authorization", "client", "dpop", "key", "scope", "subject", "token", "web"})
@NullMarked
package dev.latchkey.auth.userinfo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
