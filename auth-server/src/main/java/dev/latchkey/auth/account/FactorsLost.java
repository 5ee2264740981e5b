package dev.latchkey.auth.account;

import java.util.UUID;

/**
 * Somebody has lost everything that they signed in with, and has been identified otherwise, in the same transaction as this is
 * published. Whatever a feature took as a proof of the person is to be forgotten: authenticator apps, recovery codes, passkeys,
 * trusted browsers.
 */
public record FactorsLost(UUID accountId) {}
