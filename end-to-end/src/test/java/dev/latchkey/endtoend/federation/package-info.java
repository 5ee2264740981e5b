/**
 * Signing in with real OpenID providers that are not ours to change: npm's {@code oidc-provider}, and another Latchkey.
 */
@NullMarked
package dev.latchkey.endtoend.federation;

import org.jspecify.annotations.NullMarked;
