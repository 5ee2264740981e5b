package dev.latchkey.auth.brake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * The brakes on what applications may try: secrets, tokens to introspect, registrations. Counted for a client and a network
 * together, so that a stranger elsewhere cannot lock an application out.
 *
 * <p>Applications are right nearly always, a thousand times a second, so nothing is written or read for a success. A wrong
 * guess is counted after it was seen, in the database for all nodes; that somebody has to wait is also remembered by the
 * node that heard of it. Of guesses at once, as many are seen too many as requests run at once.
 */
@Component
public class ClientBrake {

    private static final int MOST_REMEMBERED = 10_000;

    /** So many misses of a resource server are one count in the database. */
    static final int MISSES_AT_ONCE = 100;

    private final BrakeCounters counters;
    private final Subjects subjects;
    private final BrakeProperties properties;
    private final ClientBrakeProperties allowed;
    private final Clock clock;
    private final Cache<String, Instant> waiting =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Cache<String, AtomicInteger> misses;

    ClientBrake(
            BrakeCounters counters,
            Subjects subjects,
            BrakeProperties properties,
            ClientBrakeProperties allowed,
            Clock clock) {
        this.counters = counters;
        this.subjects = subjects;
        this.properties = properties;
        this.allowed = allowed;
        this.clock = clock;
        this.misses = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(properties.window())
                .build();
    }

    /**
     * Something that is counted.
     *
     * @param waitFor how long nothing more is looked at, if that is so
     * @param first whether this is what started the wait: worth telling somebody
     */
    public record Verdict(Optional<Duration> waitFor, boolean first) {

        static final Verdict FREE = new Verdict(Optional.empty(), false);
    }

    /** Whether this node knows that guesses at the client's secret from there are not looked at. Costs no query. */
    public Optional<Duration> waitOf(String clientId, String address) {
        return remembered(secretOf(clientId, address));
    }

    /** Counts a wrong secret or assertion. */
    public Verdict wrongSecret(String clientId, String address) {
        return counted(secretOf(clientId, address));
    }

    /** Counts an attempt to register. */
    public Verdict registration(String address) {
        return counted(subjects.ofClients(Counter.Kind.REGISTRATION, "", address, allowed.registrations()));
    }

    /** Counts an introspection of something that is no live token: a hundred times in memory, then once in the database. */
    public Verdict missedToken(String clientId, String address) {
        Counter counter = subjects.ofClients(
                Counter.Kind.INTROSPECTION, clientId, address, allowed.introspectionMisses() / MISSES_AT_ONCE);
        int missed = misses.get(counter.subject(), key -> new AtomicInteger()).incrementAndGet();
        if (missed % MISSES_AT_ONCE == 0) {
            return counted(counter);
        }
        return new Verdict(remembered(counter), false);
    }

    private Counter secretOf(String clientId, String address) {
        return subjects.ofClients(Counter.Kind.CLIENT, clientId, address, allowed.secretFailures());
    }

    private Optional<Duration> remembered(Counter counter) {
        Instant until = waiting.getIfPresent(counter.subject());
        Instant now = clock.instant();
        return until == null || !until.isAfter(now) ? Optional.empty() : Optional.of(Duration.between(now, until));
    }

    private Verdict counted(Counter counter) {
        if (!properties.enabled()) {
            return Verdict.FREE;
        }
        Count count = counters.count(counter);
        if (!count.isBraked()) {
            return new Verdict(Optional.empty(), count.isLast());
        }
        waiting.put(counter.subject(), count.until());
        return new Verdict(Optional.of(Duration.between(clock.instant(), count.until())), false);
    }
}
