/**
 * The device authorization grant (RFC 8628): the codes for a device without a browser, the page on which a person types the
 * short one and decides, and what the device hears when it asks. Leaves the tokens to {@code token}.
 *
 * <p>There is no {@code verification_uri_complete}: a code that arrives in a link is how people are tricked into connecting
 * somebody else's device (RFC 8628 §5.4), so it is always typed.
 */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "authorization",
            "brake",
            "client",
            "consent",
            "database",
            "requestlog",
            "scope",
            "secret",
            "session",
            "web"
        })
@NullMarked
package dev.latchkey.auth.device;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
