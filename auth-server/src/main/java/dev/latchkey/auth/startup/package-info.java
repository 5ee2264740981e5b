/**
 * What is decided before anything is built: whether this is a local or a production start, what is generated for the
 * one and demanded of the other, which address the installation has, whom it believes about the caller's address, and
 * which cryptography it uses.
 *
 * <p>Leaves to others: the keys' format and use ({@code secret}), the embedded database ({@code database}), response
 * headers and error pages ({@code web}), who may call what ({@code security}).
 */
@ApplicationModule(allowedDependencies = {"secret"})
@NullMarked
package dev.latchkey.auth.startup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
