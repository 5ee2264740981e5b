/**
 * What is left behind: the database and the logs, searched for everything that was secret on the way.
 */
@NullMarked
package dev.latchkey.endtoend.secret;

import org.jspecify.annotations.NullMarked;
