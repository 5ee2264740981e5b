/**
 * Signing in with another site: Google, GitHub, or any OpenID provider that the operator or an administrator has added.
 *
 * <p>Owns the providers, who somebody is at them, and how an account and such an identity come together: an identity is a
 * provider, its issuer and a subject, never an e-mail address, and it is linked to an account only by somebody who shows here
 * that the account is theirs (docs/decisions/0115). Tokens of a provider are used once and kept nowhere. Leaves to others what an
 * account has to show besides ({@code session.FactorPolicy}) and how it is recovered.
 */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "bootstrap",
            "brake",
            "database",
            "image",
            "jose",
            "ldap",
            "mail",
            "outbound",
            "registration",
            "secret",
            "session",
            "web"
        })
@NullMarked
package dev.latchkey.auth.federation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
