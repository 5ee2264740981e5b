/**
 * Pictures that somebody else made: decoded within limits, drawn anew, and served from this server's own origin under the
 * hash of their content. Whose picture it is, and who may change it, is known to the package that keeps it; it hands it over
 * as an {@link dev.latchkey.auth.image.ImageSource}.
 */
@ApplicationModule(allowedDependencies = {"secret"})
@NullMarked
package dev.latchkey.auth.image;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
