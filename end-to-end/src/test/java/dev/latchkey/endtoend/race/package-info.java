/** What must happen once, tried many times at once at several nodes. */
@NullMarked
package dev.latchkey.endtoend.race;

import org.jspecify.annotations.NullMarked;
