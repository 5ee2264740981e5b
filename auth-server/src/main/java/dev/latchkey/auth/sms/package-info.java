/**
 * Codes by SMS, which an operator may switch on by naming a webhook: a second factor for people who have no better one. A
 * restricted authenticator (NIST SP 800-63B-4 §3.1.3.3): never asked of an account that has a better factor, and two factors
 * only where the operator says so, and never for a role that requires two.
 *
 * <p>Owns telephone numbers, the codes and their delivery; another way to send messages is another {@link
 * dev.latchkey.auth.sms.SmsGateway}. Leaves to others which factors a sign-in needs ({@code session}, {@code mfa}).
 */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "brake",
            "database",
            "mail",
            "mfa",
            "outbound",
            "secret",
            "session",
            "web"
        })
@NullMarked
package dev.latchkey.auth.sms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
