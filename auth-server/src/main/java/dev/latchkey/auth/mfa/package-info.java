/**
 * Second factors: the choice between those that an account has, authenticator apps (TOTP, RFC 6238), recovery codes,
 * trusted browsers, and the policy that says who must show one.
 *
 * <p>Does not know the first factor ({@code login}). Another feature adds a method of its own with a {@link
 * dev.latchkey.auth.session.SecondFactorMethod} bean. Seeds are sealed; a time step is accepted once, whatever the node.
 */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "bootstrap",
            "brake",
            "database",
            "mail",
            "secret",
            "session",
            "startup",
            "web"
        })
@NullMarked
package dev.latchkey.auth.mfa;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
