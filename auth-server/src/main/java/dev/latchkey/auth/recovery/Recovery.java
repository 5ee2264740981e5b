package dev.latchkey.auth.recovery;

import java.time.Instant;
import java.util.UUID;

/** A recovery that has not ended. */
record Recovery(UUID accountId, UUID actorId, Instant opensAt) {}
