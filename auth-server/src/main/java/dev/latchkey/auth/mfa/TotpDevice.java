package dev.latchkey.auth.mfa;

import dev.latchkey.auth.secret.Sealed;
import java.util.UUID;

/** An enrolled authenticator app, its seed still sealed. */
record TotpDevice(UUID id, UUID accountId, Sealed seed, long lastStep) {}
