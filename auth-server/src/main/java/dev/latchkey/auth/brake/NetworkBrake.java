package dev.latchkey.auth.brake;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** The brake on forms that come without the proof of work that others bring: a few an hour from one network. */
@Component
public class NetworkBrake {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final BrakeCounters counters;
    private final Subjects subjects;

    NetworkBrake(BrakeCounters counters, Subjects subjects) {
        this.counters = counters;
        this.subjects = subjects;
    }

    /** Counts one more from an address, which stands for its IPv6 /64, and says whether it is within what is allowed. */
    public boolean admits(String address, int allowed) {
        return allowed > 0
                && !counters.count(subjects.unsolved(address, allowed), WINDOW, WINDOW)
                        .isBraked();
    }
}
