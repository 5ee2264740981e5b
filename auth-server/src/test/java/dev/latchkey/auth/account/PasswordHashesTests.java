package dev.latchkey.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.TestKeys;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.util.unit.DataSize;

class PasswordHashesTests {

    private static final String OLD_KEY = TestKeys.random("old");
    private static final String NEW_KEY = TestKeys.random("new");

    private static PasswordProperties cost(int megabytes, int iterations) {
        return new PasswordProperties(DataSize.ofMegabytes(megabytes), iterations, 1, 1, Duration.ZERO);
    }

    private static PasswordHashes hashes(String keys) {
        return new PasswordHashes(SecretKeys.parse(keys), cost(7, 5));
    }

    @Test
    void hashesWithArgon2idAndNamesThePepper() {
        String hash = hashes(OLD_KEY).hash("correct horse");
        assertThat(hash).matches("\\{argon2@[0-9a-f]{8}}\\$argon2id\\$v=19\\$m=7168,t=5,p=1\\$.+");
        assertThat(hashes(OLD_KEY).matches("correct horse", hash)).isTrue();
        assertThat(hashes(OLD_KEY).matches("correct horsf", hash)).isFalse();
    }

    @Test
    void makesNothingOfAHashWithoutTheKey() {
        String hash = hashes(OLD_KEY).hash("correct horse");
        assertThat(hashes(NEW_KEY).matches("correct horse", hash)).isFalse();
        // The same salt and result under the other key's name: the key takes part in the hash, not in its name alone.
        String newPrefix = hashes(NEW_KEY).hash("x").replaceFirst("}.*", "}");
        assertThat(hashes(NEW_KEY).matches("correct horse", hash.replaceFirst("\\{.*}", newPrefix.replace("{", "\\{"))))
                .isFalse();
    }

    @Test
    void readsHashesOfAnOlderPepperAndHoldsThemOutdated() {
        String hash = hashes(OLD_KEY).hash("correct horse");
        PasswordHashes rotated = hashes(NEW_KEY + "," + OLD_KEY);
        assertThat(rotated.matches("correct horse", hash)).isTrue();
        assertThat(rotated.isOutdated(hash)).isTrue();
        assertThat(rotated.isOutdated(rotated.hash("correct horse"))).isFalse();
    }

    @Test
    void holdsHashesOfLowerCostOutdated() {
        String hash = hashes(OLD_KEY).hash("correct horse");
        PasswordHashes dearer = new PasswordHashes(SecretKeys.parse(OLD_KEY), cost(8, 5));
        assertThat(dearer.matches("correct horse", hash)).isTrue();
        assertThat(dearer.isOutdated(hash)).isTrue();
        assertThat(hashes(OLD_KEY).isOutdated(hash)).isFalse();
    }

    @Test
    void readsHashesFromElsewhereAndHoldsThemOutdated() {
        PasswordHashes hashes = hashes(OLD_KEY);
        String brought = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("correct horse");
        assertThat(hashes.understands(brought)).isTrue();
        assertThat(hashes.matches("correct horse", brought)).isTrue();
        assertThat(hashes.matches("wrong horse", brought)).isFalse();
        assertThat(hashes.isOutdated(brought)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{noop}correct horse", "correct horse", "", "{}correct horse", "{md5}abc", "{argon2"})
    void neverMatchesWhatItDoesNotUnderstand(String stored) {
        PasswordHashes hashes = hashes(OLD_KEY);
        assertThat(hashes.understands(stored)).isFalse();
        assertThat(hashes.matches("correct horse", stored)).isFalse();
    }

    @Test
    void turnsAwayWhenAllTurnsAreTaken() {
        PasswordHashes hashes = hashes(OLD_KEY);
        String hash = hashes.hash("correct horse");
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> hashes.inTurn(() -> {
            running.countDown();
            return await(done);
        }));
        await(running);
        assertThatExceptionOfType(PasswordChecksBusyException.class)
                .isThrownBy(() -> hashes.matches("correct horse", hash));
        done.countDown();
        assertThat(other.join()).isTrue();
        assertThat(hashes.matches("correct horse", hash)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6,9", "7,4", "19,1", "2048,2"})
    void refusesCostsThatAreTooLowOrAbsurd(String cost) {
        String[] parts = cost.split(",");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> cost(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
    }

    static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
