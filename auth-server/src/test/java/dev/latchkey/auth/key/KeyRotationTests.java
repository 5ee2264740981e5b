package dev.latchkey.auth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.TestClock;
import dev.latchkey.auth.testing.TestDatabase;
import dev.latchkey.auth.testing.TestKeys;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class KeyRotationTests {

    private final TestClock clock = new TestClock();
    private final SecretKeys secretKeys = SecretKeys.parse(TestKeys.random("test"));
    private DriverManagerDataSource database;
    private KeyNode one;
    private KeyNode two;

    @BeforeEach
    void twoNodes() {
        database = new DriverManagerDataSource(TestDatabase.createDatabase(), "postgres", "postgres");
        Flyway.configure().dataSource(database).load().migrate();
        one = node().start();
        two = node().start();
    }

    private KeyNode node() {
        return new KeyNode(database, secretKeys, KeyNode.defaults(), clock);
    }

    private static String sign(KeyNode node, SigningAlgorithm algorithm) {
        return node.signer.sign(
                algorithm, "JWT", new JWTClaimsSet.Builder().subject("x").build());
    }

    private static String kid(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static String signing(KeyNode node) {
        return kid(sign(node, SigningAlgorithm.ES256));
    }

    private List<KeyLife> es256() {
        return one.rotation.keys().stream()
                .filter(key -> key.algorithm() == SigningAlgorithm.ES256)
                .toList();
    }

    private void pass(Duration time) {
        clock.advance(time);
        one.rotate();
        one.reload();
        two.reload();
    }

    @Test
    void signsWithOneKeyUntilTheNextHasBeenPublishedForADay() {
        String first = signing(one);

        pass(Duration.ofDays(29).minusSeconds(1));
        assertThat(es256()).extracting(KeyLife::state).containsExactly(KeyState.ACTIVE);

        pass(Duration.ofSeconds(1));
        assertThat(es256()).extracting(KeyLife::state).containsExactly(KeyState.ACTIVE, KeyState.NEXT);
        String second = es256().get(1).kid();
        assertThat(two.published().getKeyByKeyId(second)).isNotNull();
        assertThat(signing(one)).isEqualTo(first);

        pass(Duration.ofDays(1).minusSeconds(1));
        assertThat(signing(one)).isEqualTo(first);

        pass(Duration.ofSeconds(1));
        assertThat(signing(one)).isEqualTo(second).isEqualTo(signing(two));
        assertThat(es256()).extracting(KeyLife::state).containsExactly(KeyState.RETIRED, KeyState.ACTIVE);
        assertThat(two.published().getKeyByKeyId(first)).isNotNull();
    }

    @Test
    @DisplayName("RS-18 a token by a retired key is good as long as any token lives, then its key is gone")
    void publishesARetiredKeyUntilItsLastTokenHasExpired() {
        pass(Duration.ofDays(29));
        String token = sign(one, SigningAlgorithm.ES256);
        pass(Duration.ofDays(1));

        pass(Duration.ofDays(2).minusSeconds(1));
        assertThat(two.verifier.claims(token, "JWT")).isPresent();
        assertThat(one.signer.longestLife()).isLessThan(Duration.ofDays(2));

        pass(Duration.ofSeconds(1));
        assertThat(two.verifier.claims(token, "JWT")).isEmpty();
        assertThat(es256()).extracting(KeyLife::state).containsExactly(KeyState.ACTIVE);
    }

    @Test
    void makesUpForTheTimeInWhichNobodyRan() {
        String first = signing(one);

        pass(Duration.ofDays(365));
        assertThat(signing(one))
                .as("the next one is not in anybody's cache yet")
                .isEqualTo(first);

        pass(Duration.ofDays(1));
        assertThat(signing(one)).isNotEqualTo(first);
    }

    @Test
    @DisplayName("over three periods, no node signs with a key that the other does not publish yet")
    void neverSignsWithAKeyThatAnotherNodeDoesNotPublish() {
        Set<String> used = new LinkedHashSet<>();
        for (int step = 0; step < 8 * 95; step++) {
            clock.advance(Duration.ofHours(3));
            KeyNode rotating = step % 2 == 0 ? one : two;
            rotating.rotate();
            rotating.reload();
            // The other one has not read the change yet: both must get along.
            for (SigningAlgorithm algorithm : List.of(SigningAlgorithm.ES256, SigningAlgorithm.RS256)) {
                JWK ofOne = one.keys.active(algorithm);
                JWK ofTwo = two.keys.active(algorithm);
                assertThat(two.published().getKeyByKeyId(ofOne.getKeyID())).isNotNull();
                assertThat(one.published().getKeyByKeyId(ofTwo.getKeyID())).isNotNull();
                used.add(ofOne.getKeyID());
            }
            one.reload();
            two.reload();
        }

        assertThat(used).as("three rotations of two keys").hasSize(8);
    }

    @Test
    void rotatesOnceWhenManyNodesAskAtOnce() throws Exception {
        pass(Duration.ofDays(29));
        clock.advance(Duration.ofDays(1));
        int nodes = 8;
        ExecutorService pool = Executors.newFixedThreadPool(nodes);
        try {
            CyclicBarrier start = new CyclicBarrier(nodes);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                KeyNode node = node();
                running.add(pool.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    for (int n = 0; n < 5; n++) {
                        node.rotate();
                    }
                    return null;
                }));
            }
            for (Future<?> asking : running) {
                asking.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(es256()).extracting(KeyLife::state).containsExactly(KeyState.RETIRED, KeyState.ACTIVE);
        assertThat(one.rotation.keys()).hasSize(2 * SigningAlgorithm.values().length);
    }

    @Test
    void goesOnAfterARestart() {
        pass(Duration.ofDays(29));
        String next = es256().get(1).kid();
        clock.advance(Duration.ofDays(1));

        KeyNode restarted = node().start();

        assertThat(signing(restarted)).isEqualTo(next);
    }

    @Test
    void letsAllNodesPublishTheFirstKeyOfAnAlgorithmThatCameLater() {
        JdbcClient.create(database)
                .sql("delete from signing_key where algorithm = 'EdDSA'")
                .update();
        one.rotate();
        one.reload();
        assertThat(one.published().getKeys())
                .anyMatch(key -> key.getAlgorithm().getName().equals("EdDSA"));
        assertThatThrownBy(() -> sign(one, SigningAlgorithm.EDDSA)).isInstanceOf(IllegalStateException.class);

        pass(Duration.ofSeconds(10));

        assertThat(two.verifier.claims(sign(one, SigningAlgorithm.EDDSA), "JWT"))
                .isPresent();
    }

    @Test
    @DisplayName("RF-11 in an emergency the key is gone at once, and another one signs")
    void replacesAKeyAtOnce() {
        String stolen = signing(one);
        String token = sign(one, SigningAlgorithm.ES256);

        assertThat(one.replaceNow(stolen)).isTrue();
        one.reload();
        two.reload();

        assertThat(one.published().getKeyByKeyId(stolen)).isNull();
        assertThat(two.published().getKeyByKeyId(stolen)).isNull();
        assertThat(two.verifier.claims(token, "JWT")).isEmpty();
        assertThat(signing(one)).isNotEqualTo(stolen).isEqualTo(signing(two));
        assertThat(two.verifier.claims(sign(one, SigningAlgorithm.ES256), "JWT"))
                .isPresent();
        assertThat(JdbcClient.create(database)
                        .sql("select sealed_jwk is null from signing_key where kid = :kid")
                        .param("kid", stolen)
                        .query(Boolean.class)
                        .single())
                .as("nothing of the private part stays")
                .isTrue();
    }

    @Test
    void replacesOnlyTheKeyThatWasNamedAndOnlyOnce() {
        String stolen = signing(one);
        List<KeyLife> others = one.rotation.keys().stream()
                .filter(key -> key.algorithm() != SigningAlgorithm.ES256)
                .toList();

        assertThat(one.replaceNow(stolen)).isTrue();
        assertThat(one.replaceNow(stolen)).isFalse();
        assertThat(one.replaceNow("no such key")).isFalse();

        assertThat(one.rotation.keys()).containsAll(others);
        assertThat(es256()).extracting(KeyLife::state).containsExactlyInAnyOrder(KeyState.REMOVED, KeyState.ACTIVE);
    }

    @Test
    void refusesTimesThatWouldLetACacheMissAKey() {
        assertThatThrownBy(() -> properties(Duration.ofDays(30), Duration.ofMinutes(5), Duration.ofDays(2)))
                .hasMessageContaining("publish-ahead");
        assertThatThrownBy(() -> properties(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(2)))
                .hasMessageContaining("rotation-interval");
        assertThatThrownBy(() -> properties(Duration.ofDays(30), Duration.ofDays(3), Duration.ofDays(2)))
                .hasMessageContaining("retention");
        assertThat(properties(Duration.ofDays(30), Duration.ofMinutes(6), Duration.ofHours(1)))
                .isNotNull();
    }

    private static KeyProperties properties(Duration rotation, Duration ahead, Duration retention) {
        return new KeyProperties(
                2048,
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                rotation,
                ahead,
                retention,
                KeyProperties.Store.NONE);
    }
}
