package dev.latchkey.auth.account;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a person says about themselves when they make an account. */
public record NewAccount(
        String username,
        String email,
        String name,
        @Nullable LocalDate birthdate) {}
