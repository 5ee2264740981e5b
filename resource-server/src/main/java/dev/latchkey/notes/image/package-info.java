/**
 * Pictures, as far as they have nothing to do with notes.
 *
 * <p>Owns what may be kept as a picture ({@link dev.latchkey.notes.image.Pictures}: type by content, decoded and
 * encoded anew) and where its bytes lie ({@link dev.latchkey.notes.image.PictureStore}: PostgreSQL today, an object
 * store if that should be needed). Leaves to {@code note} whose picture it is and who may see it.
 */
@ApplicationModule(
        displayName = "Image",
        allowedDependencies = {})
@NullMarked
package dev.latchkey.notes.image;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
