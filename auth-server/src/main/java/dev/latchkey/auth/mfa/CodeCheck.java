package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.PasswordChecksBusyException;
import dev.latchkey.auth.brake.FactorBrake;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Looks at a code under the brake that all codes of an account share, whichever factor they are for. */
@Component
class CodeCheck {

    private final FactorBrake brake;

    CodeCheck(FactorBrake brake) {
        this.brake = brake;
    }

    /**
     * What came of a code.
     *
     * @param delay how long no code is looked at; zero if the next one is
     */
    record Result(Outcome outcome, Duration delay) {

        /** Not a guess, because it could not have been right. */
        static final Result NO_CODE = new Result(Outcome.WRONG, Duration.ZERO);
    }

    enum Outcome {
        ACCEPTED,
        WRONG,
        /** Wrong once too often: the password has to be shown again. */
        BACK_TO_PASSWORD,
        /** Not looked at. */
        BRAKED
    }

    /** Counts the guess before it is looked at, so that no number of parallel ones is more than the brake allows. */
    Result check(UUID accountId, BooleanSupplier isRight) {
        FactorBrake.Guess guess = brake.count(accountId);
        if (guess.braked()) {
            return new Result(Outcome.BRAKED, guess.delay());
        }
        if (look(accountId, isRight)) {
            brake.wasRight(accountId);
            return new Result(Outcome.ACCEPTED, Duration.ZERO);
        }
        return new Result(guess.backToPassword() ? Outcome.BACK_TO_PASSWORD : Outcome.WRONG, guess.delay());
    }

    private boolean look(UUID accountId, BooleanSupplier isRight) {
        try {
            return isRight.getAsBoolean();
        } catch (PasswordChecksBusyException busy) {
            brake.wasNotChecked(accountId);
            throw busy;
        }
    }
}
