package dev.latchkey.auth.brake;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The brake on text messages, each of which costs money and rings somebody's telephone: counted for the account and the number. */
@Component
public class SmsBrake {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final BrakeCounters counters;
    private final Subjects subjects;
    private final BrakeProperties properties;
    private final Clock clock;

    SmsBrake(BrakeCounters counters, Subjects subjects, BrakeProperties properties, Clock clock) {
        this.counters = counters;
        this.subjects = subjects;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Counts a message before it is sent.
     *
     * @param number in the one form in which numbers are compared
     * @param perHour how many are allowed
     * @return how long to wait, if it must not be sent
     */
    public Optional<Duration> count(UUID accountId, String number, int perHour) {
        if (!properties.enabled()) {
            return Optional.empty();
        }
        Optional<Duration> ofAccount = count(subjects.messages("account/" + accountId, perHour));
        return ofAccount.isPresent() ? ofAccount : count(subjects.messages("number/" + number, perHour));
    }

    private Optional<Duration> count(Counter counter) {
        Count count = counters.count(counter, WINDOW, WINDOW);
        return count.isBraked() ? Optional.of(Duration.between(clock.instant(), count.until())) : Optional.empty();
    }
}
