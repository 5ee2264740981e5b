/**
 * The stories: each test is what one person wants and how it goes, well or badly.
 */
@NullMarked
package dev.latchkey.endtoend.story;

import org.jspecify.annotations.NullMarked;
