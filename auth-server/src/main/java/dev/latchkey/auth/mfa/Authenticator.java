package dev.latchkey.auth.mfa;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An authenticator app as its owner sees it. */
record Authenticator(
        UUID id, String name, Instant createdAt, @Nullable Instant lastUsedAt) {

    public LocalDate createdOn() {
        return LocalDate.ofInstant(createdAt, ZoneOffset.UTC);
    }

    public @Nullable LocalDate lastUsedOn() {
        return lastUsedAt == null ? null : LocalDate.ofInstant(lastUsedAt, ZoneOffset.UTC);
    }
}
