package dev.latchkey.auth.brake;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The brake on guessing codes: counted for the account, whatever the session, the device and the factor. */
@Component
public class FactorBrake {

    private final BrakeCounters counters;
    private final Subjects subjects;
    private final BrakeProperties properties;
    private final Clock clock;

    FactorBrake(BrakeCounters counters, Subjects subjects, BrakeProperties properties, Clock clock) {
        this.counters = counters;
        this.subjects = subjects;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * A code that has been counted.
     *
     * @param braked whether it must not be looked at
     * @param backToPassword whether the session has to begin again if it is wrong
     * @param delay how long to wait, if it is braked, or if it is the last one allowed and wrong
     */
    public record Guess(boolean braked, boolean backToPassword, Duration delay) {}

    /** Counts a code, before it is checked. */
    public Guess count(UUID accountId) {
        if (!properties.enabled()) {
            return new Guess(false, false, Duration.ZERO);
        }
        Count count = counters.count(subjects.factor(accountId));
        boolean backToPassword = count.isLast() || count.failures() % properties.factorFailuresUntilPassword() == 0;
        Duration wait = count.isLast() ? Duration.between(clock.instant(), count.until()) : Duration.ZERO;
        return new Guess(count.isBraked(), backToPassword, wait);
    }

    /** The code was right. */
    public void wasRight(UUID accountId) {
        if (properties.enabled()) {
            counters.forget(subjects.factor(accountId));
        }
    }

    /** The code was not looked at. */
    public void wasNotChecked(UUID accountId) {
        if (properties.enabled()) {
            counters.giveBack(subjects.factor(accountId));
        }
    }
}
