package dev.latchkey.auth.testing;

import com.warrenstrange.googleauth.GoogleAuthenticator;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A person of {@code testing/bootstrap.yaml}. */
public final class TestAccount {

    public static final TestAccount ALICE =
            new TestAccount("alice", "alice-test-password", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
    public static final TestAccount BOB = new TestAccount("bob", "bob-test-password", "");
    public static final TestAccount CAROL = new TestAccount("carol", "carol-test-password", "");

    private static final long STEP_SECONDS = 30;

    private final String username;
    private final String password;
    private final String totpSecret;
    private final AtomicLong lastStep = new AtomicLong();

    private TestAccount(String username, String password, String totpSecret) {
        this.username = username;
        this.password = password;
        this.totpSecret = totpSecret;
    }

    /** @param totpSecret in Base32; empty for nobody's authenticator app */
    public static TestAccount of(String username, String password, String totpSecret) {
        return new TestAccount(username, password, totpSecret);
    }

    /** The same person, with the authenticator app that they have set up meanwhile. */
    public TestAccount with(String newTotpSecret) {
        return new TestAccount(username, password, newTotpSecret);
    }

    public String username() {
        return username;
    }

    public String password() {
        return password;
    }

    public String totpSecret() {
        return totpSecret;
    }

    public boolean hasTotp() {
        return !totpSecret.isEmpty();
    }

    /** A code that the server accepts and that was not used before: of this step or the next, waiting if both were used. */
    public synchronized String nextCode() {
        while (true) {
            long now = Instant.now().getEpochSecond() / STEP_SECONDS;
            long step = Math.max(now, lastStep.get() + 1);
            if (step <= now + 1) {
                lastStep.set(step);
                return codeOf(step);
            }
            LockSupport.parkNanos(200_000_000L);
        }
    }

    /** The code that {@link #nextCode} returned last. */
    public String usedCode() {
        return codeOf(lastStep.get());
    }

    /** The code of the step that is this many steps from now. */
    public String codeAt(long stepsFromNow) {
        return codeOf(Instant.now().getEpochSecond() / STEP_SECONDS + stepsFromNow);
    }

    private String codeOf(long step) {
        int code = new GoogleAuthenticator().getTotpPassword(totpSecret, step * STEP_SECONDS * 1000);
        return "%06d".formatted(code);
    }
}
