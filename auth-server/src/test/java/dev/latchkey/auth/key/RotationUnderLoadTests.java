package dev.latchkey.auth.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.TestClock;
import dev.latchkey.auth.testing.TestDatabase;
import dev.latchkey.auth.testing.TestKeys;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Two nodes sign while their keys rotate; a resource server keeps its copy of the key set for five minutes, come what may. */
class RotationUnderLoadTests {

    private static final int TOKENS = 100_000;
    private static final Duration PERIOD = Duration.ofHours(19);

    /** A key signs for six hours, and is published ahead for as short as can be. */
    private static final KeyProperties HURRIED = new KeyProperties(
            2048,
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            Duration.ofHours(6),
            Duration.ofMinutes(6),
            Duration.ofHours(1),
            KeyProperties.Store.NONE);

    private final TestClock clock = new TestClock();
    private SingleConnectionDataSource database;
    private KeyNode one;
    private KeyNode two;
    private HttpServer http;
    private boolean oneAnswers;

    @BeforeEach
    void start() throws Exception {
        AuthServer.running(); // installs the provider with the fast signatures
        database = new SingleConnectionDataSource(TestDatabase.createDatabase(), "postgres", "postgres", true);
        Flyway.configure().dataSource(database).load().migrate();
        SecretKeys secretKeys = SecretKeys.parse(TestKeys.random("test"));
        one = new KeyNode(database, secretKeys, HURRIED, clock).start();
        two = new KeyNode(database, secretKeys, HURRIED, clock).start();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/oauth2/jwks", exchange -> {
            oneAnswers = !oneAnswers;
            byte[] keys = (oneAnswers ? one : two).keys.published();
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
        database.destroy();
    }

    /** Never asks before its copy is five minutes old: a key that it does not know makes it refuse. */
    private final class ResourceServer {

        private final DefaultResourceRetriever documents = new DefaultResourceRetriever(5_000, 5_000);
        private final Map<String, ECDSAVerifier> verifiers = new HashMap<>();
        private JWKSet keys = new JWKSet();
        private Instant fetchedAt = Instant.MIN;

        boolean accepts(String token) throws Exception {
            if (!fetchedAt.plus(Duration.ofMinutes(5)).isAfter(clock.instant())) {
                URI uri = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/oauth2/jwks");
                keys = JWKSet.parse(documents.retrieveResource(uri.toURL()).getContent());
                fetchedAt = clock.instant();
            }
            SignedJWT jwt = SignedJWT.parse(token);
            String kid = jwt.getHeader().getKeyID();
            JWK key = keys.getKeyByKeyId(kid);
            if (key == null) {
                return false;
            }
            if (!verifiers.containsKey(kid)) {
                verifiers.put(kid, new ECDSAVerifier(key.toECKey()));
            }
            return jwt.verify(verifiers.get(kid));
        }
    }

    private record Issued(String token, Instant lastUse) {}

    @Test
    @DisplayName(
            "RF-11 100,000 tokens verified across three rotations by a server that caches for five minutes: none refused")
    void refusesNoToken() throws Exception {
        ResourceServer resourceServer = new ResourceServer();
        Deque<Issued> later = new ArrayDeque<>();
        Set<String> kids = new LinkedHashSet<>();
        Duration step = PERIOD.dividedBy(TOKENS);
        int refused = 0;
        int verified = 0;
        for (int i = 0; i < TOKENS; i++) {
            clock.advance(step);
            if (i % 40 == 0) {
                letNodesCatchUp(i);
            }
            KeyNode node = i % 2 == 0 ? one : two;
            String token = node.signer.sign(
                    SigningAlgorithm.ES256,
                    "at+jwt",
                    new JWTClaimsSet.Builder().jwtID("t" + i).build());
            kids.add(SignedJWT.parse(token).getHeader().getKeyID());
            refused += resourceServer.accepts(token) ? 0 : 1;
            verified++;
            if (i % 20 == 0) {
                later.add(new Issued(token, clock.instant().plus(node.signer.longestLife())));
            }
            while (!later.isEmpty()
                    && !later.peek().lastUse().isAfter(clock.instant().plus(step))) {
                refused += resourceServer.accepts(later.remove().token()) ? 0 : 1;
                verified++;
            }
        }

        assertThat(refused).isZero();
        assertThat(verified).isGreaterThan(TOKENS);
        assertThat(kids).as("three rotations").hasSize(4);
    }

    /** One node does what is due; the other learns it when it reads the keys again, later. */
    private void letNodesCatchUp(int i) {
        boolean odd = i % 80 == 0;
        (odd ? two : one).reload();
        (odd ? one : two).rotate();
        (odd ? one : two).reload();
    }

    @Test
    @DisplayName("RF-11 after an emergency the tokens of the old key are refused within five minutes")
    void refusesTheTokensOfAStolenKey() throws Exception {
        ResourceServer resourceServer = new ResourceServer();
        String token = one.signer.sign(
                SigningAlgorithm.ES256,
                "at+jwt",
                new JWTClaimsSet.Builder().jwtID("t").build());
        assertThat(resourceServer.accepts(token)).isTrue();

        one.replaceNow(SignedJWT.parse(token).getHeader().getKeyID());
        one.reload();
        two.reload();
        clock.advance(Duration.ofMinutes(5));

        assertThat(resourceServer.accepts(token)).isFalse();
        assertThat(resourceServer.accepts(two.signer.sign(
                        SigningAlgorithm.ES256,
                        "at+jwt",
                        new JWTClaimsSet.Builder().jwtID("u").build())))
                .isTrue();
    }
}
