package dev.latchkey.auth.login;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.PasswordChecksBusyException;
import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.Pseudonyms;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.brake.PasswordBrake;
import dev.latchkey.auth.brake.PasswordGuess;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Checks a user name and a password. Unknown, wrong and disabled cost the same time, count the same and give the same answer,
 * so that nobody learns here who has an account (ASVS 6.3.8).
 */
@Service
class PasswordSignIn {

    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordBrake brake;
    private final AuditTrail trail;
    private final Pseudonyms pseudonyms;

    PasswordSignIn(
            Accounts accounts, Passwords passwords, PasswordBrake brake, AuditTrail trail, Pseudonyms pseudonyms) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.brake = brake;
        this.trail = trail;
        this.pseudonyms = pseudonyms;
    }

    /** What came of an attempt: exactly one of three, and a caller has to say what each means. */
    sealed interface Outcome {

        <R> R when(Function<Accepted, R> accepted, Function<Refused, R> refused, Function<Braked, R> braked);
    }

    record Accepted(UUID accountId) implements Outcome {
        @Override
        public <R> R when(Function<Accepted, R> accepted, Function<Refused, R> refused, Function<Braked, R> braked) {
            return accepted.apply(this);
        }
    }

    /** @param reason for the log, never for the person */
    record Refused(Reason reason) implements Outcome {
        @Override
        public <R> R when(Function<Accepted, R> accepted, Function<Refused, R> refused, Function<Braked, R> braked) {
            return refused.apply(this);
        }
    }

    /** @param delay until a password is looked at again */
    record Braked(Duration delay) implements Outcome {
        @Override
        public <R> R when(Function<Accepted, R> accepted, Function<Refused, R> refused, Function<Braked, R> braked) {
            return braked.apply(this);
        }
    }

    enum Reason {
        UNKNOWN_ACCOUNT,
        WRONG_PASSWORD,
        /** Right or wrong: its owner said that somebody else had it. */
        PASSWORD_BLOCKED,
        ACCOUNT_DISABLED,
        BRAKED_UNDER_ANOTHER_NAME
    }

    /** @param clientId the application that asked for the sign-in, if one did */
    Outcome attempt(String username, String password, @Nullable String clientId, HttpServletRequest request) {
        @Nullable Account account = accounts.findByUsernameOrEmail(username).orElse(null);
        @Nullable UUID accountId = account == null ? null : account.getId();
        String name = accounts.normalised(username);
        PasswordGuess guess = brake.count(name, accountId, request);
        Attempt attempt = new Attempt(accountId, clientId, pseudonyms.of(name));
        return switch (guess.verdict()) {
            case WAIT -> {
                trail.record(attempt.failed(SecurityEventType.SIGN_IN_BRAKED, "WAITING"));
                yield new Braked(guess.waitNow());
            }
            case REFUSE_UNSEEN -> {
                passwords.matches(null, password);
                yield refused(attempt, guess, Reason.BRAKED_UNDER_ANOTHER_NAME);
            }
            case CHECK -> check(attempt, guess, account, password);
        };
    }

    /** What the audit trail is to know of an attempt. */
    private record Attempt(
            @Nullable UUID accountId, @Nullable String clientId, String name) {

        SecurityEvent failed(SecurityEventType type, String reason) {
            return SecurityEvent.failure(type, reason)
                    .account(accountId)
                    .client(clientId)
                    .detail("factor", "PASSWORD")
                    .detail("name", name);
        }
    }

    private Outcome check(Attempt attempt, PasswordGuess guess, @Nullable Account account, String password) {
        boolean matches;
        try {
            matches = passwords.matches(account, password);
        } catch (PasswordChecksBusyException busy) {
            brake.wasNotChecked(guess);
            throw busy;
        }
        if (account == null) {
            return refused(attempt, guess, Reason.UNKNOWN_ACCOUNT);
        }
        if (!matches) {
            return refused(
                    attempt, guess, account.isPasswordBlocked() ? Reason.PASSWORD_BLOCKED : Reason.WRONG_PASSWORD);
        }
        if (!account.isEnabled()) {
            return refused(attempt, guess, Reason.ACCOUNT_DISABLED);
        }
        brake.wasRight(guess);
        return new Accepted(account.getId());
    }

    private Outcome refused(Attempt attempt, PasswordGuess guess, Reason reason) {
        trail.record(attempt.failed(SecurityEventType.SIGN_IN, reason.name()));
        if (guess.waitIfWrong().isZero()) {
            return new Refused(reason);
        }
        trail.record(attempt.failed(SecurityEventType.SIGN_IN_BRAKED, "LOCKED"));
        return new Braked(guess.waitIfWrong());
    }
}
