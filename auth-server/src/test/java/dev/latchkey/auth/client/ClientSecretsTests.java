package dev.latchkey.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.DomainTest;
import dev.latchkey.auth.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DomainTest
class ClientSecretsTests {

    private static final String CHOSEN = "a secret that somebody chose";

    @Autowired
    ClientSecrets secrets;

    @Autowired
    TestClock clock;

    @Test
    void generatesSecretsOf256BitsThatMatchTheirHashAlone() {
        GeneratedSecret one = secrets.generate();
        GeneratedSecret other = secrets.generate();
        assertThat(one.value()).hasSize(43).isNotEqualTo(other.value());
        assertThat(one.hash()).startsWith("{sha256}").doesNotContain(one.value());
        assertThat(secrets.matches(List.of(stored(one.hash(), null)), one.value()))
                .isTrue();
        assertThat(secrets.matches(List.of(stored(one.hash(), null)), other.value()))
                .isFalse();
        assertThat(one.toString()).doesNotContain(one.value());
    }

    @Test
    void hashesFastOnlyWhatWasGenerated() {
        assertThat(secrets.hash(secrets.generate().value())).startsWith("{sha256}");
        assertThat(secrets.hash(CHOSEN)).startsWith("{argon2@");
    }

    @Test
    void matchesChosenSecretsTimeAndAgain() {
        List<StoredClientSecret> stored = List.of(stored(secrets.hash(CHOSEN), null));
        assertThat(secrets.matches(stored, CHOSEN)).isTrue();
        assertThat(secrets.matches(stored, CHOSEN)).isTrue();
        assertThat(secrets.matches(stored, CHOSEN + "!")).isFalse();
        assertThat(secrets.matches(stored, "")).isFalse();
    }

    @Test
    void remembersAMatchForItsOwnHashOnly() {
        StoredClientSecret one = stored(secrets.hash(CHOSEN), null);
        assertThat(secrets.matches(List.of(one), CHOSEN)).isTrue();
        StoredClientSecret replaced =
                new StoredClientSecret(one.id(), secrets.hash("another chosen secret"), clock.instant(), null);
        assertThat(secrets.matches(List.of(replaced), CHOSEN)).isFalse();
    }

    @Test
    void refusesAnExpiredSecretEvenIfItMatchedAMomentAgo() {
        List<StoredClientSecret> stored =
                List.of(stored(secrets.hash(CHOSEN), clock.instant().plusSeconds(60)));
        assertThat(secrets.matches(stored, CHOSEN)).isTrue();
        clock.advance(Duration.ofSeconds(60));
        assertThat(secrets.matches(stored, CHOSEN)).isFalse();
    }

    @Test
    void acceptsTheOldAndTheNewSecretButNoThird() {
        List<StoredClientSecret> stored = new ArrayList<>();
        List<GeneratedSecret> generated = List.of(secrets.generate(), secrets.generate(), secrets.generate());
        generated.forEach(secret -> stored.add(stored(secret.hash(), null)));
        assertThat(generated)
                .map(secret -> secrets.matches(stored, secret.value()))
                .containsExactly(true, true, false);
    }

    @Test
    void refusesWhatIsTooLongToBeASecret() {
        String secret = "x".repeat(ClientSecrets.LONGEST + 1);
        assertThat(secrets.matches(List.of(stored(secrets.hash(secret), null)), secret))
                .isFalse();
    }

    @Test
    void matchesNothingWithoutSecrets() {
        assertThat(secrets.matches(List.of(), CHOSEN)).isFalse();
    }

    private StoredClientSecret stored(String hash, @Nullable Instant expiresAt) {
        return new StoredClientSecret(UUID.randomUUID(), hash, clock.instant(), expiresAt);
    }
}
