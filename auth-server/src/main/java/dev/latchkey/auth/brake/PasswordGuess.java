package dev.latchkey.auth.brake;

import java.time.Duration;
import java.util.List;

/**
 * A guess at a password that has been counted.
 *
 * @param waitNow for {@link Verdict#WAIT}, how long
 * @param waitIfWrong how long everybody has to wait if this guess, the last one allowed, is wrong; zero if it is not the last
 */
public record PasswordGuess(Verdict verdict, Duration waitNow, Duration waitIfWrong, Counted counted) {

    static final PasswordGuess UNCOUNTED =
            new PasswordGuess(Verdict.CHECK, Duration.ZERO, Duration.ZERO, new Counted(List.of()));

    /** What to do with it. */
    public enum Verdict {
        /** See whether it is right. */
        CHECK,
        /**
         * Refuse it like a wrong one, at the same cost: the account is braked, by guesses under its other name. To say so would
         * tell that both names are one account's.
         */
        REFUSE_UNSEEN,
        /** Tell the person to wait. */
        WAIT
    }
}
