package dev.latchkey.auth.dpop;

import java.time.Instant;

/**
 * A proof that is right for the request it came with.
 *
 * @param thumbprint of the key (RFC 7638), as {@code jkt} has it
 * @param id its {@code jti}, to be {@link DPoPProofs#spend spent}
 * @param expiresAt when it would be refused for its age
 */
public record DPoPProof(String thumbprint, String id, Instant expiresAt) {}
