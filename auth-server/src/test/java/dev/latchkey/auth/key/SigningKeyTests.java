package dev.latchkey.auth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.secret.SecretKeys;
import dev.latchkey.auth.secret.UnsealableException;
import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.transaction.support.TransactionTemplate;

class SigningKeyTests {

    private final SecretKeys secretKeys = AuthServer.running().bean(SecretKeys.class);
    private final KeyProperties properties = new KeyProperties(2048, Duration.ofSeconds(2), Duration.ofMinutes(5));
    private DriverManagerDataSource dataSource;
    private JdbcClient jdbc;

    @BeforeEach
    void emptyDatabase() {
        dataSource = new DriverManagerDataSource(TestDatabase.createDatabase(), "postgres", "postgres");
        Flyway.configure().dataSource(dataSource).load().migrate();
        jdbc = JdbcClient.create(dataSource);
    }

    private SigningKeyRows rows() {
        return new SigningKeyRows(jdbc, secretKeys, new SigningKeyFactory(properties), Clock.systemUTC());
    }

    private void ensureActive(SigningKeyRows rows) {
        new TransactionTemplate(new JdbcTransactionManager(dataSource))
                .executeWithoutResult(status -> rows.ensureActive(SigningKeys.ALGORITHMS));
    }

    @Test
    void signsWithTheKeyOfTheAlgorithm() throws Exception {
        TokenSigner signer = AuthServer.running().bean(TokenSigner.class);
        JWKSet published = JWKSet.parse(
                new String(AuthServer.running().bean(SigningKeys.class).published(), StandardCharsets.UTF_8));
        JWTClaimsSet claims = new JWTClaimsSet.Builder().subject("x").build();

        SignedJWT es256 = SignedJWT.parse(signer.sign(SignatureAlgorithm.ES256, "JWT", claims));
        SignedJWT rs256 = SignedJWT.parse(signer.sign(SignatureAlgorithm.RS256, "JWT", claims));

        assertThat(es256.verify(new ECDSAVerifier(
                        published.getKeyByKeyId(es256.getHeader().getKeyID()).toECKey())))
                .isTrue();
        assertThat(rs256.verify(new RSASSAVerifier(
                        published.getKeyByKeyId(rs256.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        assertThatThrownBy(() -> signer.sign(SignatureAlgorithm.PS512, "JWT", claims))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void makesEachKeyOnce() {
        SigningKeyRows rows = rows();
        ensureActive(rows);
        List<SigningKey> first = rows.all();
        ensureActive(rows);

        assertThat(rows.all()).isEqualTo(first);
        assertThat(first).extracting(SigningKey::algorithm).containsExactlyInAnyOrderElementsOf(SigningKeys.ALGORITHMS);
        assertThat(first).extracting(SigningKey::state).containsOnly(KeyState.ACTIVE);
    }

    @Test
    void makesOneOfEachWhenManyNodesStartAtOnce() throws Exception {
        int nodes = 6;
        ExecutorService pool = Executors.newFixedThreadPool(nodes);
        try {
            CyclicBarrier start = new CyclicBarrier(nodes);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                running.add(pool.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    ensureActive(rows());
                    return null;
                }));
            }
            for (Future<?> node : running) {
                node.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(rows().all()).hasSize(SigningKeys.ALGORITHMS.size());
    }

    @Test
    void keepsThePrivatePartSealed() {
        ensureActive(rows());

        for (SigningKey key : rows().all()) {
            String publicJwk = text("select public_jwk::text from signing_key where kid = :kid", key.kid());
            String sealed = text("select encode(sealed_jwk, 'escape') from signing_key where kid = :kid", key.kid());
            assertThat(key.jwk().isPrivate()).isTrue();
            assertThat(publicJwk).doesNotContain("\"d\"", privatePart(key.jwk()));
            assertThat(sealed).doesNotContain("kty", privatePart(key.jwk()));
            assertThat(key.toString()).doesNotContain(privatePart(key.jwk()));
        }
    }

    @Test
    void doesNotOpenAPrivatePartThatWasMovedToAnotherRow() {
        ensureActive(rows());
        jdbc.sql("""
                        update signing_key a set sealed_jwk = b.sealed_jwk from signing_key b
                        where a.algorithm = 'ES256' and b.algorithm = 'RS256'
                        """).update();

        assertThatThrownBy(() -> rows().all()).isInstanceOf(UnsealableException.class);
    }

    @Test
    void doesNotOpenAPrivatePartThatWasChanged() {
        ensureActive(rows());
        jdbc.sql("update signing_key set sealed_jwk = set_byte(sealed_jwk, 40, get_byte(sealed_jwk, 40) # 1)")
                .update();

        assertThatThrownBy(() -> rows().all()).isInstanceOf(UnsealableException.class);
    }

    @Test
    void canHaveOneActiveKeyForAnAlgorithmOnly() {
        ensureActive(rows());

        assertThatThrownBy(() -> jdbc.sql("""
                        insert into signing_key (kid, algorithm, state, public_jwk, sealed_with, sealed_jwk, created_at, activated_at)
                        select 'another', algorithm, state, public_jwk, sealed_with, sealed_jwk, created_at, activated_at
                        from signing_key where algorithm = 'ES256'
                        """).update())
                .isInstanceOf(org.springframework.dao.DuplicateKeyException.class);
    }

    private String text(String sql, String kid) {
        return jdbc.sql(sql).param("kid", kid).query(String.class).single();
    }

    private static String privatePart(JWK key) {
        return key.toJSONObject().get("d").toString();
    }
}
