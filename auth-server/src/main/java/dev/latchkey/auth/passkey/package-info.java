/**
 * Passkeys (Web Authentication Level 3): registered and removed by their owners, shown as a second factor or as the whole
 * sign-in.
 *
 * <p>Spring Security's WebAuthn operations check what browsers answer. Owned here: challenges that any node can check and that
 * are spent once, the rows, the rules that the operations leave out (whose credential it is, the counter since the last use),
 * the pages. Leaves to others which factors a sign-in needs ({@code session}, {@code mfa}).
 */
@ApplicationModule(
        allowedDependencies = {"account", "audit", "brake", "database", "mail", "mfa", "secret", "session", "web"})
@NullMarked
package dev.latchkey.auth.passkey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
