package dev.latchkey.auth.brake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The brake on guessing passwords. A stranger's guess counts for the name that was typed, for the account behind it, and for
 * the network address; a guess in a browser that has signed in to the account counts for that browser alone.
 */
@Component
public class PasswordBrake {

    private static final UUID NOBODY = new UUID(0, 0);

    private final BrakeCounters counters;
    private final Subjects subjects;
    private final KnownDevices devices;
    private final BrakeProperties properties;
    private final Clock clock;

    PasswordBrake(
            BrakeCounters counters, Subjects subjects, KnownDevices devices, BrakeProperties properties, Clock clock) {
        this.counters = counters;
        this.subjects = subjects;
        this.devices = devices;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Counts a guess, before it is checked.
     *
     * @param name what was typed, normalised as names are
     * @param accountId the account that is called so, if there is one
     */
    public PasswordGuess count(String name, @Nullable UUID accountId, HttpServletRequest request) {
        if (!properties.enabled()) {
            return PasswordGuess.UNCOUNTED;
        }
        // Looked up for nobody too: a browser that sends the cookie must not learn from the time who exists.
        Optional<String> device = devices.secretOf(accountId == null ? NOBODY : accountId, request);
        return device.isPresent()
                ? ofKnownDevice(subjects.device(device.get()))
                : ofStranger(
                        subjects.address(request.getRemoteAddr()),
                        subjects.account(accountId, name),
                        subjects.name(name));
    }

    /**
     * How often guesses have failed lately.
     *
     * @param ofName for the name, or in a browser that the account is known to use, there
     * @param fromNetwork from the address of the request
     */
    public record Failures(int ofName, int fromNetwork) {}

    /** What {@link #count} has counted for such a guess until now. Counts nothing. */
    public Failures failures(String name, @Nullable UUID accountId, HttpServletRequest request) {
        if (!properties.enabled()) {
            return new Failures(0, 0);
        }
        Optional<String> device = devices.secretOf(accountId == null ? NOBODY : accountId, request);
        return device.isPresent()
                ? new Failures(counters.failures(subjects.device(device.get())), 0)
                : new Failures(
                        counters.failures(subjects.name(name)),
                        counters.failures(subjects.address(request.getRemoteAddr())));
    }

    /** The password was right: what was counted under the name is forgotten, and the address gets this guess back. */
    public void wasRight(PasswordGuess guess) {
        for (Counter counter : guess.counted().counters()) {
            if (counter.kind() == Counter.Kind.ADDRESS) {
                counters.giveBack(counter);
            } else {
                counters.forget(counter);
            }
        }
    }

    /** The password was not looked at. */
    public void wasNotChecked(PasswordGuess guess) {
        guess.counted().counters().forEach(counters::giveBack);
    }

    /** Makes this browser one that the account is known to use. */
    public void remember(UUID accountId, HttpServletRequest request, HttpServletResponse response) {
        if (properties.enabled()) {
            devices.remember(accountId, request, response);
        }
    }

    private PasswordGuess ofKnownDevice(Counter device) {
        Count count = counters.count(device);
        return count.isBraked() ? waiting(count) : toCheck(count, List.of(device));
    }

    private PasswordGuess ofStranger(Counter address, Counter account, Counter name) {
        Map<Counter.Kind, Count> counts = new EnumMap<>(Counter.Kind.class);
        counters.count(address, account, name).forEach(count -> counts.put(count.kind(), count));
        Count ofAddress = require(counts, Counter.Kind.ADDRESS);
        if (ofAddress.isBraked()) {
            return waiting(ofAddress);
        }
        Count ofName = require(counts, Counter.Kind.NAME);
        if (ofName.isBraked()) {
            return waiting(ofName);
        }
        List<Counter> counted = List.of(address, account, name);
        PasswordGuess guess = toCheck(ofName, counted);
        return require(counts, Counter.Kind.ACCOUNT).isBraked()
                ? new PasswordGuess(
                        PasswordGuess.Verdict.REFUSE_UNSEEN, Duration.ZERO, guess.waitIfWrong(), guess.counted())
                : guess;
    }

    private PasswordGuess waiting(Count count) {
        return new PasswordGuess(
                PasswordGuess.Verdict.WAIT, untilEndOf(count), untilEndOf(count), new Counted(List.of()));
    }

    private PasswordGuess toCheck(Count count, List<Counter> counted) {
        Duration ifWrong = count.isLast() ? untilEndOf(count) : Duration.ZERO;
        return new PasswordGuess(PasswordGuess.Verdict.CHECK, Duration.ZERO, ifWrong, new Counted(counted));
    }

    private Duration untilEndOf(Count count) {
        return Duration.between(clock.instant(), count.until());
    }

    private static Count require(Map<Counter.Kind, Count> counts, Counter.Kind kind) {
        Count count = counts.get(kind);
        if (count == null) {
            throw new IllegalStateException("Not counted: " + kind);
        }
        return count;
    }
}
