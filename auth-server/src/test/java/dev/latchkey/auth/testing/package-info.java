/** What tests of several features share: a real database, keys, a clock that stands still until it is moved. */
@NullMarked
package dev.latchkey.auth.testing;

import org.jspecify.annotations.NullMarked;
