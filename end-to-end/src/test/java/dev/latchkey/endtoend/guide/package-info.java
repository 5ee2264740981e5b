/**
 * The guides and the examples, followed word by word: their commands are run, the files they show are written, and what
 * they say comes out has to come out. Only addresses are exchanged for those of the house.
 */
@NullMarked
package dev.latchkey.endtoend.guide;

import org.jspecify.annotations.NullMarked;
