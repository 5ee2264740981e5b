package dev.latchkey.auth.mfa;

import dev.latchkey.auth.account.PasswordChecksBusyException;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.brake.FactorBrake;
import dev.latchkey.auth.session.Factor;
import dev.latchkey.auth.session.SignIn;
import dev.latchkey.auth.session.SignedIn;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Looks at a code under the brake that all codes of an account share, whichever factor they are for. */
@Component
public class CodeCheck {

    private final FactorBrake brake;
    private final AuditTrail trail;

    CodeCheck(FactorBrake brake, AuditTrail trail) {
        this.brake = brake;
        this.trail = trail;
    }

    /**
     * What came of a code.
     *
     * @param delay how long no code is looked at; zero if the next one is
     */
    public record Result(Outcome outcome, Duration delay) {

        /** Right. */
        public static final Result ACCEPTED = new Result(Outcome.ACCEPTED, Duration.ZERO);

        /** Not a guess, because it could not have been right. */
        public static final Result NO_CODE = new Result(Outcome.WRONG, Duration.ZERO);
    }

    public enum Outcome {
        ACCEPTED,
        WRONG,
        /** Wrong once too often: the password has to be shown again. */
        BACK_TO_PASSWORD,
        /** Not looked at. */
        BRAKED
    }

    /** Counts the guess before it is looked at, so that no number of parallel ones is more than the brake allows. */
    public Result check(UUID accountId, Factor factor, BooleanSupplier isRight) {
        FactorBrake.Guess guess = brake.count(accountId);
        if (guess.braked()) {
            return refused(accountId, factor, Outcome.BRAKED, guess);
        }
        if (look(accountId, isRight)) {
            brake.wasRight(accountId);
            return Result.ACCEPTED;
        }
        return refused(accountId, factor, guess.backToPassword() ? Outcome.BACK_TO_PASSWORD : Outcome.WRONG, guess);
    }

    private Result refused(UUID accountId, Factor factor, Outcome outcome, FactorBrake.Guess guess) {
        SignedIn signedIn = SignIn.current();
        trail.record(SecurityEvent.failure(SecurityEventType.SECOND_FACTOR, outcome.name())
                .account(accountId)
                .session(signedIn == null ? null : signedIn.session().id())
                .detail("factor", factor.name()));
        return new Result(outcome, guess.delay());
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
