/**
 * What the API promises, for programs and for people.
 *
 * <p>Owns the OpenAPI document and the page written from it, which needs no script and no other origin. That the promises
 * are kept is held up by the tests, which compare every answer with the document.
 */
@ApplicationModule(
        displayName = "Documentation",
        allowedDependencies = {"security", "web"})
@NullMarked
package dev.latchkey.notes.documentation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
