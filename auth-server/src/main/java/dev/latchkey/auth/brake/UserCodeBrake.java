package dev.latchkey.auth.brake;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The brake on guessing the short codes of devices (RFC 8628 §5.1): by session, by network address, and by everybody
 * together, so that neither many sessions nor many addresses get further.
 */
@Component
public class UserCodeBrake {

    private static final int PER_SESSION = 10;
    private static final int TOGETHER = 1000;

    private final BrakeCounters counters;
    private final Subjects subjects;
    private final BrakeProperties properties;
    private final Clock clock;

    UserCodeBrake(BrakeCounters counters, Subjects subjects, BrakeProperties properties, Clock clock) {
        this.counters = counters;
        this.subjects = subjects;
        this.properties = properties;
        this.clock = clock;
    }

    /** A code that has been counted. */
    public static final class Guess {

        private final List<Counter> counted;
        private final Duration delay;

        private Guess(List<Counter> counted, Duration delay) {
            this.counted = counted;
            this.delay = delay;
        }

        /** Whether it must not be looked at. */
        public boolean isBraked() {
            return !delay.isZero();
        }

        /** How long to wait; zero if it may be looked at. */
        public Duration delay() {
            return delay;
        }
    }

    /** Counts a code, before it is looked up. */
    public Guess count(UUID sessionId, String address) {
        if (!properties.enabled()) {
            return new Guess(List.of(), Duration.ZERO);
        }
        List<Counter> counted = List.of(
                subjects.userCodesOfSession(sessionId, PER_SESSION),
                subjects.userCodesOfAddress(address),
                subjects.userCodesTogether(TOGETHER));
        Duration delay = counted.stream()
                .map(counters::count)
                .filter(Count::isBraked)
                .map(count -> Duration.between(clock.instant(), count.until()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return new Guess(counted, delay);
    }

    /** It was a code that exists. Only this guess is given back: whoever has one code must not get more guesses for it. */
    public void wasRight(Guess guess) {
        guess.counted.forEach(counters::giveBack);
    }
}
