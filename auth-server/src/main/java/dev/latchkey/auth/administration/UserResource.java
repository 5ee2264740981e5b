package dev.latchkey.auth.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.AccountList;
import dev.latchkey.auth.account.AccountState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as the API shows it. Nothing in it opens the account. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UserResource(
        UUID id,
        String username,
        String email,
        boolean emailVerified,
        String name,
        @Nullable LocalDate birthdate,
        List<String> roles,
        boolean enabled,
        String state,
        Instant createdAt,
        Instant updatedAt) {

    static UserResource of(Account account) {
        return new UserResource(
                account.getId(),
                account.getUsername(),
                account.getEmail(),
                account.isEmailVerified(),
                account.getName(),
                account.getBirthdate(),
                account.getRoles().stream().sorted().toList(),
                account.isEnabled(),
                AccountState.of(account).parameter(),
                account.getCreatedAt(),
                account.getUpdatedAt());
    }

    /** The tag of the state that is shown (RFC 9110 §8.8.3). */
    static String etag(Account account) {
        return "\"" + account.getVersion() + "\"";
    }

    /** An account in a list. */
    record Listed(
            UUID id,
            String username,
            String email,
            boolean emailVerified,
            String name,
            List<String> roles,
            String state,
            Instant createdAt) {

        static Listed of(AccountList.Entry entry) {
            return new Listed(
                    entry.id(),
                    entry.username(),
                    entry.email(),
                    entry.emailVerified(),
                    entry.name(),
                    entry.roles(),
                    entry.state().parameter(),
                    entry.createdAt());
        }
    }

    /** One page of a list; {@code next} is absent on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Listed> users, @Nullable String next) {}
}
