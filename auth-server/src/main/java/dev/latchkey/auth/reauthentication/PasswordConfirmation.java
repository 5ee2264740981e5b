package dev.latchkey.auth.reauthentication;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.PasswordChecksBusyException;
import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.brake.PasswordBrake;
import dev.latchkey.auth.brake.PasswordGuess;
import dev.latchkey.auth.session.DirectoryPasswords;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** Checks the password of somebody who is signed in, under the same brakes as at the sign-in. */
@Service
class PasswordConfirmation {

    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordBrake brake;
    private final DirectoryPasswords directory;

    PasswordConfirmation(Accounts accounts, Passwords passwords, PasswordBrake brake, DirectoryPasswords directory) {
        this.directory = directory;
        this.accounts = accounts;
        this.passwords = passwords;
        this.brake = brake;
    }

    enum Outcome {
        RIGHT,
        WRONG,
        /** Wrong once too often, or not looked at. */
        BRAKED,
        /** It may be that of the directory, which does not answer. */
        UNANSWERED
    }

    /** Whether there is a password to ask for, here or in the directory. */
    boolean isPossible(Account account) {
        return account.getPasswordHash() != null || directory.knows(account.getId());
    }

    /** @param delay until a password is looked at again */
    record Result(Outcome outcome, Duration delay) {}

    Result check(Account account, String password, HttpServletRequest request) {
        PasswordGuess guess = brake.count(accounts.normalised(account.getUsername()), account.getId(), request);
        return switch (guess.verdict()) {
            case WAIT -> new Result(Outcome.BRAKED, guess.waitNow());
            // No account is hidden from somebody who is signed in to it.
            case REFUSE_UNSEEN -> new Result(Outcome.BRAKED, guess.waitIfWrong());
            case CHECK -> look(guess, account, password);
        };
    }

    private Result look(PasswordGuess guess, Account account, String password) {
        DirectoryPasswords.Verdict verdict;
        try {
            verdict = passwords.matches(account, password)
                    ? DirectoryPasswords.Verdict.RIGHT
                    : directory.confirm(account.getId(), password);
        } catch (PasswordChecksBusyException busy) {
            brake.wasNotChecked(guess);
            throw busy;
        }
        return switch (verdict) {
            case RIGHT -> {
                brake.wasRight(guess);
                yield new Result(Outcome.RIGHT, Duration.ZERO);
            }
            case WRONG ->
                new Result(guess.waitIfWrong().isZero() ? Outcome.WRONG : Outcome.BRAKED, guess.waitIfWrong());
            case UNAVAILABLE -> {
                brake.wasNotChecked(guess);
                yield new Result(Outcome.UNANSWERED, Duration.ZERO);
            }
        };
    }
}
