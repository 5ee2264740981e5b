/**
 * What is left behind: the database and the logs, searched for everything that was secret on the way.
 */
@NullMarked
package dev.latchkey.endtoend.theft;

import org.jspecify.annotations.NullMarked;
