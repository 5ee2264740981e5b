package dev.latchkey.auth.brake;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The brake on mails that anybody can cause by naming an address: counted for the address, whether it is known here or not,
 * and for the network from which they are asked for.
 */
@Component
public class MailBrake {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final BrakeCounters counters;
    private final Subjects subjects;
    private final BrakeProperties properties;
    private final Clock clock;

    MailBrake(BrakeCounters counters, Subjects subjects, BrakeProperties properties, Clock clock) {
        this.counters = counters;
        this.subjects = subjects;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Counts a mail before it is sent.
     *
     * @param emailKey the address in the form in which addresses are compared
     * @return how long to wait, if it must not be sent
     */
    public Optional<Duration> count(String emailKey, HttpServletRequest request) {
        if (!properties.enabled()) {
            return Optional.empty();
        }
        Optional<Duration> ofNetwork = count(subjects.mailNetwork(request.getRemoteAddr()));
        return ofNetwork.isPresent() ? ofNetwork : count(subjects.mail(emailKey));
    }

    private Optional<Duration> count(Counter counter) {
        Count count = counters.count(counter, WINDOW, WINDOW);
        return count.isBraked() ? Optional.of(Duration.between(clock.instant(), count.until())) : Optional.empty();
    }
}
