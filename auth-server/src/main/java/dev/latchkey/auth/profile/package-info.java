/** The pages on which people see and change what is theirs. */
@ApplicationModule(allowedDependencies = {"account", "session", "web"})
@NullMarked
package dev.latchkey.auth.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
