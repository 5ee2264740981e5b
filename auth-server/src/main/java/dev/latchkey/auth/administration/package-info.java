/**
 * What administrators do: find and invite people, change what they are, disable and delete them, end their sessions, begin
 * the recovery of an account; register, change, disable and delete applications; make tokens for client registration; look at
 * the audit trail, at the deliveries of logouts and at the signing keys; the same for the pages under {@code /admin} and for
 * the API under {@code /api/admin}. Owns the links by which invited people set their password (table {@code password_link}).
 *
 * <p>Leaves to others: what an account must get right ({@code account}), who may come here at all ({@code security}), and
 * what was written down ({@code audit}). No administrator ever sees or sets a password.
 */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "authorization",
            "bootstrap",
            "client",
            "clientregistration",
            "consent",
            "database",
            "image",
            "key",
            "launch",
            "logout",
            "mail",
            "password",
            "recovery",
            "requestlog",
            "scope",
            "secret",
            "session",
            "token",
            "web"
        })
@NullMarked
package dev.latchkey.auth.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
