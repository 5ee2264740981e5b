/**
 * What people write.
 *
 * <p>Owns notes from the request to the row: their limits, their optimistic lock, search and paging. Every statement
 * names the owner, so that nobody's note is ever loaded for somebody else. Leaves tokens and scopes to {@code security}
 * and the form of errors to {@code web}.
 */
@ApplicationModule(
        displayName = "Note",
        allowedDependencies = {"image", "security", "web"})
@NullMarked
package dev.latchkey.notes.note;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
