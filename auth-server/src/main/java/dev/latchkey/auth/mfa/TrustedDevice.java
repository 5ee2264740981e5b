package dev.latchkey.auth.mfa;

import dev.latchkey.auth.session.DeviceName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A browser that its owner chose to trust, as they see it. */
record TrustedDevice(
        UUID id, @Nullable String userAgent, @Nullable String address, Instant createdAt, Instant expiresAt) {

    public DeviceName device() {
        return DeviceName.of(userAgent);
    }

    public LocalDate createdOn() {
        return LocalDate.ofInstant(createdAt, ZoneOffset.UTC);
    }

    public LocalDate expiresOn() {
        return LocalDate.ofInstant(expiresAt, ZoneOffset.UTC);
    }
}
