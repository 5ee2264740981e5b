package dev.latchkey.auth.account;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be told of a person: their account and their profile, without anything that signs them in. */
public record Person(
        UUID id,
        String username,
        String name,
        @Nullable LocalDate birthdate,
        String email,
        boolean emailVerified,
        List<String> roles,
        Instant updatedAt,
        Profile profile) {}
