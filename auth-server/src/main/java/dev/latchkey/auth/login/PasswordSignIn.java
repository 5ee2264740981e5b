package dev.latchkey.auth.login;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.Passwords;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Checks a user name and a password. Unknown, wrong and disabled cost the same time and give the same answer, so that
 * nobody learns here who has an account (ASVS 6.3.8).
 */
@Service
class PasswordSignIn {

    private final Accounts accounts;
    private final Passwords passwords;

    PasswordSignIn(Accounts accounts, Passwords passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /** What came of an attempt: exactly one of two, and a caller has to say what each means. */
    sealed interface Outcome {

        <R> R when(Function<Accepted, R> accepted, Function<Refused, R> refused);
    }

    record Accepted(UUID accountId) implements Outcome {
        @Override
        public <R> R when(Function<Accepted, R> accepted, Function<Refused, R> refused) {
            return accepted.apply(this);
        }
    }

    /** @param reason for the log, never for the person */
    record Refused(Reason reason) implements Outcome {
        @Override
        public <R> R when(Function<Accepted, R> accepted, Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }

    enum Reason {
        UNKNOWN_ACCOUNT,
        WRONG_PASSWORD,
        ACCOUNT_DISABLED
    }

    Outcome attempt(String username, String password) {
        @Nullable Account account = accounts.findByUsernameOrEmail(username).orElse(null);
        boolean matches = passwords.matches(account, password);
        if (account == null) {
            return new Refused(Reason.UNKNOWN_ACCOUNT);
        }
        if (!matches) {
            return new Refused(Reason.WRONG_PASSWORD);
        }
        if (!account.isEnabled()) {
            return new Refused(Reason.ACCOUNT_DISABLED);
        }
        return new Accepted(account.getId());
    }
}
