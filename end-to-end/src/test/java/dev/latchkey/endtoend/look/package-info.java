/**
 * Every page by the rules of accessibility, in light and dark, narrow and wide; and a picture of each.
 */
@NullMarked
package dev.latchkey.endtoend.look;

import org.jspecify.annotations.NullMarked;
