/**
 * Signing in with real providers that are not ours to change: npm's {@code oidc-provider}, {@code samlp} and {@code samlify}, and
 * another Latchkey.
 */
@NullMarked
package dev.latchkey.endtoend.federation;

import org.jspecify.annotations.NullMarked;
