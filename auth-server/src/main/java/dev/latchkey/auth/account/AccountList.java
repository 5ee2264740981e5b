package dev.latchkey.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One page of accounts.
 *
 * @param next cursor of the next page; none on the last one
 */
public record AccountList(List<Entry> accounts, @Nullable String next) {

    /** An account as a list shows it. */
    public record Entry(
            UUID id,
            String username,
            String email,
            boolean emailVerified,
            String name,
            List<String> roles,
            AccountState state,
            Instant createdAt) {}
}
