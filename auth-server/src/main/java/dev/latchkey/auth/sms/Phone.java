package dev.latchkey.auth.sms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The telephone of an account. */
record Phone(
        PhoneNumber number, Instant confirmedAt, @Nullable Instant lastUsedAt) {}
