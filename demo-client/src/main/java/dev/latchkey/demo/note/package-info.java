/**
 * Notes as a person meets them: list, search, write, edit, delete, and the page that solves a conflict. The notes
 * themselves, and who may see them, belong to the notes API; how its calls get an access token, to {@code security}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.latchkey.demo.note;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
