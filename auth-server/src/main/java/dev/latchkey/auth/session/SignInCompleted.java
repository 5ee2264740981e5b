package dev.latchkey.auth.session;

import java.util.UUID;

/** Somebody has signed in, with everything that the policy asks for. Published in the same transaction. */
public record SignInCompleted(UUID sessionId, UUID accountId) {}
