/**
 * How people come to an account and back to one: sign-up, confirmation of an address, and the forgotten password. Owns the
 * tables {@code pending_sign_up}, {@code password_reset} and {@code email_change}, and the links and codes in mails.
 *
 * <p>No answer here tells whether an address is known: whoever has the mailbox is told there. Leaves to others: the account
 * itself ({@code account}), which passwords may be chosen ({@code password}), the delivery of mails ({@code mail}).
 */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "brake",
            "challenge",
            "database",
            "mail",
            "password",
            "secret",
            "session",
            "web"
        })
@NullMarked
package dev.latchkey.auth.registration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
