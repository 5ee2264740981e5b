/**
 * The application itself: where it starts. Everything else is in a package of its own, named for what it does; {@code
 * security} puts them together.
 */
@NullMarked
package dev.latchkey.auth;

import org.jspecify.annotations.NullMarked;
