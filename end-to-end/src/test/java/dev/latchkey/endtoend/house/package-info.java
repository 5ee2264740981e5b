/**
 * The house: the applications as processes on free ports, with fresh data and fresh credentials, once for all tests.
 * Knows nothing of browsers.
 */
@NullMarked
package dev.latchkey.endtoend.house;

import org.jspecify.annotations.NullMarked;
