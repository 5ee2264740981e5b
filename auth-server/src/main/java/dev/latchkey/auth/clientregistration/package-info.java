/**
 * Dynamic client registration (RFC 7591, RFC 7592, OpenID Connect Dynamic Client Registration): applications that register
 * themselves, by an initial access token or, where the operator wants that, without one. Owns the tables {@code
 * initial_access_token} and {@code client_registration}. The rules of a registration are {@code client}'s, the same for
 * everybody; here stands what a stranger may not do beyond them.
 */
@ApplicationModule(allowedDependencies = {"audit", "brake", "client", "database", "outbound", "scope", "secret", "web"})
@NullMarked
package dev.latchkey.auth.clientregistration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
