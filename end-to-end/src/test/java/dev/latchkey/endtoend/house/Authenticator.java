package dev.latchkey.endtoend.house;

import java.time.Clock;
import java.time.Duration;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/**
 * The authenticator app of one account, which remembers what it has shown: a server that accepts each time step once, and
 * the steps in order only, never gets the same step from here by accident.
 *
 * <p>A server accepts the codes of the current step and its two neighbours. So three sign-ins can follow one another at
 * once, with the codes of the last, the current and the next step; a fourth has to wait.
 */
public final class Authenticator {

    /** A code of the last step that is typed and sent within this time is still inside the server's window. */
    private static final int TYPING_SECONDS = 12;

    private final byte[] secret;
    private final Clock clock;
    private long lastStep;

    Authenticator(String base32Secret, Clock clock) {
        this.secret = Totp.base32(base32Secret);
        this.clock = clock;
    }

    /** The app of somebody who has just scanned this. */
    public static Authenticator of(String base32Secret, Clock clock) {
        return new Authenticator(base32Secret, clock);
    }

    /** A code that was never given before and is acceptable now; waits for its time if it has to. */
    public synchronized String nextCode() {
        lastStep = Math.max(lastStep + 1, oldestSafeStep());
        Awaitility.await("the next time step")
                .atMost(Duration.ofSeconds(2 * Totp.STEP_SECONDS))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> lastStep <= currentStep() + 1);
        return Totp.code(secret, lastStep, 6);
    }

    /** The code that was given last, for somebody who looked over the shoulder. */
    public synchronized String lastCode() {
        return Totp.code(secret, lastStep, 6);
    }

    /** Six digits that belong to no step anywhere near. */
    public String wrongCode() {
        long now = currentStep();
        return LongStream.iterate(0, number -> number + 1)
                .mapToObj("%06d"::formatted)
                .filter(code -> LongStream.rangeClosed(now - 5, now + 5)
                        .noneMatch(step -> Totp.code(secret, step, 6).equals(code)))
                .findFirst()
                .orElseThrow();
    }

    private long oldestSafeStep() {
        long second = clock.instant().getEpochSecond();
        boolean time = Math.floorMod(second, Totp.STEP_SECONDS) < Totp.STEP_SECONDS - TYPING_SECONDS;
        return currentStep() - (time ? 1 : 0);
    }

    private long currentStep() {
        return Totp.stepAt(clock.instant().getEpochSecond());
    }
}
