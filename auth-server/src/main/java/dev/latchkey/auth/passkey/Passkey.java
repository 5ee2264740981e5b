package dev.latchkey.auth.passkey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;

/**
 * A registered passkey.
 *
 * @param credentialId what the authenticator calls it
 * @param publicKey a COSE key
 * @param attestationObject what the authenticator said when it made it, without its attestation
 * @param signCount how often it has signed, as it said last; stays zero for those that do not count
 * @param backupEligible whether it may be copied to other devices of its owner
 * @param backedUp whether it was, when it was last used
 */
record Passkey(
        UUID id,
        UUID accountId,
        Bytes userHandle,
        Bytes credentialId,
        Bytes publicKey,
        Bytes attestationObject,
        long signCount,
        boolean backupEligible,
        boolean backedUp,
        List<String> transports,
        String name,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
