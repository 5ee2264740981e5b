/**
 * Second factors: authenticator apps (TOTP, RFC 6238), and the policy that says who must show one.
 *
 * <p>Does not know the first factor ({@code login}). Seeds are sealed; a time step is accepted once, whatever the node.
 */
@ApplicationModule(allowedDependencies = {"account", "audit", "bootstrap", "brake", "secret", "session", "web"})
@NullMarked
package dev.latchkey.auth.mfa;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
