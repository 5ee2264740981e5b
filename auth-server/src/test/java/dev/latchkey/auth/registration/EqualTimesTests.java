package dev.latchkey.auth.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.account.PasswordHashes;
import dev.latchkey.auth.testing.AuthServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether somebody has an account cannot be told by the clock. Known and unknown take turns; a rank test says whether one kind
 * tends to be slower. A difference that is really there is seen each time, so the best of some rounds decides.
 */
class EqualTimesTests {

    private static final int ROUNDS = 4;
    /** Mann-Whitney: beyond this a difference is seen once in ten thousand when there is none. */
    private static final double Z = 3.9;

    private static final long UNSEEN_NANOS = 2_000_000;
    private static final String PASSWORD = "treacle well and dormouse";

    private final AuthServer server = AuthServer.running();
    private final PostedForms forms = new PostedForms(server);
    private final String hash = server.bean(PasswordHashes.class).hash(PASSWORD);

    private interface Attempt {
        void on(String account) throws Exception;
    }

    @Test
    @DisplayName("LG-02: 400 sign-ins, known and unknown by turns")
    void signInsTakeTheSameTime() throws Exception {
        assertSameTime(
                200,
                name -> assertThat(forms.post("/login", Map.of("username", name, "password", "a wrong password"))
                                .statusCode())
                        .isEqualTo(401));
    }

    @ParameterizedTest
    @DisplayName("LG-02: and those to accounts that nobody can sign in to with a password")
    @ValueSource(strings = {"enabled = false", "password_hash = null"})
    void signInsToClosedAccountsTakeTheSameTime(String closed) throws Exception {
        assertSameTime(
                40,
                closed,
                name -> assertThat(forms.post("/login", Map.of("username", name, "password", PASSWORD))
                                .statusCode())
                        .isEqualTo(401));
    }

    @Test
    @DisplayName("LG-04: sign-ups with known and unknown addresses by turns")
    void signUpsTakeTheSameTime() throws Exception {
        assertSameTime(
                30,
                name -> assertThat(forms.post(
                                        "/signup",
                                        Map.of(
                                                "username",
                                                "n" + UUID.randomUUID(),
                                                "email",
                                                name + "@example.test",
                                                "name",
                                                "Somebody",
                                                "password",
                                                PASSWORD,
                                                "passwordConfirmation",
                                                PASSWORD))
                                .statusCode())
                        .isEqualTo(303));
    }

    @Test
    @DisplayName("LG-05: resets for known and unknown addresses by turns")
    void resetsTakeTheSameTime() throws Exception {
        assertSameTime(
                30,
                name -> assertThat(forms.post("/password/forgot", Map.of("email", name + "@example.test"))
                                .statusCode())
                        .isEqualTo(303));
    }

    private void assertSameTime(int pairs, Attempt attempt) throws Exception {
        assertSameTime(pairs, "enabled = true", attempt);
    }

    /** @param state what is the case with each of the known accounts */
    private void assertSameTime(int pairs, String state, Attempt attempt) throws Exception {
        List<String> seen = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long[] known = new long[pairs];
            long[] unknown = new long[pairs];
            List<String> people = people(pairs, state);
            for (int i = 0; i < pairs; i++) {
                boolean knownFirst = i % 2 == 0;
                String nobody = "t" + UUID.randomUUID();
                if (!knownFirst) {
                    unknown[i] = time(attempt, nobody);
                }
                known[i] = time(attempt, people.get(i));
                if (knownFirst) {
                    unknown[i] = time(attempt, nobody);
                }
            }
            double z = z(known, unknown);
            long difference = Math.abs(median(known) - median(unknown));
            if (Math.abs(z) < Z || difference < UNSEEN_NANOS) {
                return;
            }
            seen.add("z = %.1f, medians differ by %d µs".formatted(z, difference / 1000));
        }
        throw new AssertionError("Known and unknown differ each time: " + seen);
    }

    private static long time(Attempt attempt, String name) throws Exception {
        long start = System.nanoTime();
        attempt.on(name);
        return System.nanoTime() - start;
    }

    private List<String> people(int count, String state) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "t" + UUID.randomUUID();
            names.add(name);
            server.database()
                    .sql("""
                            insert into account (id, username, username_key, email, email_key, email_verified, name,
                                                 password_hash, enabled, created_at, updated_at, version)
                            values (:id, :name, :name, :email, :email, true, :name, :hash, true, now(), now(), 0)
                            """)
                    .param("id", UUID.randomUUID())
                    .param("name", name)
                    .param("email", name + "@example.test")
                    .param("hash", hash)
                    .update();
            server.database()
                    .sql("update account set " + state + " where username = :name")
                    .param("name", name)
                    .update();
        }
        return names;
    }

    /** The normal approximation of the Mann-Whitney statistic. */
    private static double z(long[] one, long[] other) {
        double wins = 0;
        for (long a : one) {
            for (long b : other) {
                wins += a > b ? 1 : a == b ? 0.5 : 0;
            }
        }
        double n = one.length;
        double m = other.length;
        return (wins - n * m / 2) / Math.sqrt(n * m * (n + m + 1) / 12);
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
