package dev.latchkey.auth.key;

import java.util.UUID;

/**
 * An administrator has taken a signing key away. Published in the same transaction.
 *
 * @param was its state until then
 */
public record SigningKeyRemoved(String kid, SigningAlgorithm algorithm, KeyState was, UUID administrator) {}
