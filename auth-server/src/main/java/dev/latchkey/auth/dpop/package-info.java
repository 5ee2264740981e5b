/**
 * DPoP (RFC 9449): proofs that a client has the key that its tokens are bound to. Says whether a proof is right for a
 * request, and lets each be used once, on whichever node. What a token is bound to is for {@code token} to say.
 */
@ApplicationModule(allowedDependencies = {"jose", "secret"})
@NullMarked
package dev.latchkey.auth.dpop;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
