package dev.latchkey.auth.federation;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Accounts;
import dev.latchkey.auth.brake.PasswordBrake;
import dev.latchkey.auth.brake.PasswordGuess;
import dev.latchkey.auth.ldap.DirectoryUnavailableException;
import dev.latchkey.auth.session.DirectoryPasswords;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Checks a name and a password of the directory for somebody who is signed in, under the same brakes as at the sign-in. */
@Service
class DirectoryProof {

    private final DirectoryVisits visits;
    private final DirectoryPasswords directory;
    private final Accounts accounts;
    private final PasswordBrake brake;

    DirectoryProof(DirectoryVisits visits, DirectoryPasswords directory, Accounts accounts, PasswordBrake brake) {
        this.visits = visits;
        this.directory = directory;
        this.accounts = accounts;
        this.brake = brake;
    }

    enum Outcome {
        RIGHT,
        WRONG,
        /** Wrong once too often, or not looked at. */
        BRAKED,
        /** The directory does not answer. */
        UNANSWERED
    }

    /**
     * @param delay until a password is looked at again
     * @param visit there if it was right
     */
    record Result(Outcome outcome, Duration delay, Optional<DirectoryVisits.Visit> visit) {

        private static Result of(Outcome outcome) {
            return new Result(outcome, Duration.ZERO, Optional.empty());
        }

        private static Result braked(Duration delay) {
            return new Result(Outcome.BRAKED, delay, Optional.empty());
        }
    }

    Result check(Provider provider, String name, String password, HttpServletRequest request) {
        PasswordGuess guess = brake.count(
                accounts.normalised(name),
                accounts.findByUsernameOrEmail(name).map(Account::getId).orElse(null),
                request);
        return switch (guess.verdict()) {
            case WAIT -> Result.braked(guess.waitNow());
            case REFUSE_UNSEEN -> {
                directory.pretend(name);
                yield wrong(guess);
            }
            case CHECK -> look(guess, provider, name, password);
        };
    }

    private Result look(PasswordGuess guess, Provider provider, String name, String password) {
        Optional<DirectoryVisits.Visit> visit;
        try {
            visit = visits.of(provider, name, password);
        } catch (DirectoryUnavailableException unavailable) {
            brake.wasNotChecked(guess);
            return Result.of(Outcome.UNANSWERED);
        }
        if (visit.isEmpty()) {
            return wrong(guess);
        }
        // This one guess is given back and no other: the name may be somebody else's here, whose brake it is.
        brake.wasNotChecked(guess);
        return new Result(Outcome.RIGHT, Duration.ZERO, visit);
    }

    private static Result wrong(PasswordGuess guess) {
        return guess.waitIfWrong().isZero() ? Result.of(Outcome.WRONG) : Result.braked(guess.waitIfWrong());
    }
}
