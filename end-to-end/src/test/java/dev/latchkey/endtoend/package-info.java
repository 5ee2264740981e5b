/**
 * Latchkey as its users meet it: three applications started from their jars, a real browser, other people's client
 * libraries. What one endpoint or one class promises is tested in its own module.
 */
@NullMarked
package dev.latchkey.endtoend;

import org.jspecify.annotations.NullMarked;
