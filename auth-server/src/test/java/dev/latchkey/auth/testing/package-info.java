/** What tests of several packages need; nothing of it is part of the server. */
@NullMarked
package dev.latchkey.auth.testing;

import org.jspecify.annotations.NullMarked;
