package dev.latchkey.auth.key;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A signing key has taken over, or was taken away. Published in the same transaction.
 *
 * @param administrator who said so; null when its time had come
 */
record SigningKeyChanged(
        String kid,
        SigningAlgorithm algorithm,
        KeyState state,
        @Nullable UUID administrator) {}
