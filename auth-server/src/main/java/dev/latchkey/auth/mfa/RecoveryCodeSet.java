package dev.latchkey.auth.mfa;

import java.time.Instant;
import java.util.UUID;

/**
 * The recovery codes that an account has.
 *
 * @param saved whether their owner said to have kept them
 * @param left how many were not used
 */
record RecoveryCodeSet(UUID id, Instant createdAt, boolean saved, int left) {

    static final int SIZE = 10;

    private static final int FEW = 3;

    /** Whether it is time for new ones. */
    boolean isRunningOut() {
        return left <= FEW;
    }
}
