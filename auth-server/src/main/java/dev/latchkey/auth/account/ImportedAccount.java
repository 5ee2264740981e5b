package dev.latchkey.auth.account;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account as the operator declares it, without its password. */
public record ImportedAccount(
        String username,
        String email,
        boolean emailVerified,
        String name,
        @Nullable LocalDate birthdate,
        Set<String> roles) {}
