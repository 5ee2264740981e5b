package dev.latchkey.auth.reauthentication;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.account.PasswordChecksBusyException;
import dev.latchkey.auth.account.Passwords;
import dev.latchkey.auth.brake.PasswordBrake;
import dev.latchkey.auth.brake.PasswordGuess;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** Checks the password of somebody who is signed in, under the same brakes as at the sign-in. */
@Service
class PasswordConfirmation {

    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordBrake brake;

    PasswordConfirmation(Accounts accounts, Passwords passwords, PasswordBrake brake) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.brake = brake;
    }

    enum Outcome {
        RIGHT,
        WRONG,
        /** Wrong once too often, or not looked at. */
        BRAKED
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
        boolean matches;
        try {
            matches = passwords.matches(account, password);
        } catch (PasswordChecksBusyException busy) {
            brake.wasNotChecked(guess);
            throw busy;
        }
        if (matches) {
            brake.wasRight(guess);
            return new Result(Outcome.RIGHT, Duration.ZERO);
        }
        return new Result(guess.waitIfWrong().isZero() ? Outcome.WRONG : Outcome.BRAKED, guess.waitIfWrong());
    }
}
