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

class SigningKeyTests {

    private final SecretKeys secretKeys = AuthServer.running().bean(SecretKeys.class);
    private DriverManagerDataSource dataSource;
    private JdbcClient jdbc;

    @BeforeEach
    void emptyDatabase() {
        dataSource = new DriverManagerDataSource(TestDatabase.createDatabase(), "postgres", "postgres");
        Flyway.configure().dataSource(dataSource).load().migrate();
        jdbc = JdbcClient.create(dataSource);
    }

    private KeyNode node() {
        return new KeyNode(dataSource, secretKeys, KeyNode.defaults(), Clock.systemUTC());
    }

    private SigningKeyRows rows() {
        return node().rows;
    }

    private void makeKeys() {
        node().rotate();
    }

    @Test
    void signsWithTheKeyOfTheAlgorithm() throws Exception {
        TokenSigner signer = AuthServer.running().bean(TokenSigner.class);
        JWKSet published = JWKSet.parse(
                new String(AuthServer.running().bean(SigningKeys.class).published(), StandardCharsets.UTF_8));
        JWTClaimsSet claims = new JWTClaimsSet.Builder().subject("x").build();

        SignedJWT es256 = SignedJWT.parse(signer.sign(SigningAlgorithm.ES256, "JWT", claims));
        SignedJWT rs256 = SignedJWT.parse(signer.sign(SigningAlgorithm.RS256, "JWT", claims));

        assertThat(es256.verify(new ECDSAVerifier(
                        published.getKeyByKeyId(es256.getHeader().getKeyID()).toECKey())))
                .isTrue();
        assertThat(rs256.verify(new RSASSAVerifier(
                        published.getKeyByKeyId(rs256.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
    }

    @Test
    void makesEachKeyOnce() {
        SigningKeyRows rows = rows();
        makeKeys();
        List<SigningKey> first = rows.all(List.of());
        makeKeys();

        assertThat(rows.all(List.of())).isEqualTo(first);
        assertThat(first).extracting(SigningKey::algorithm).containsExactlyInAnyOrder(SigningAlgorithm.values());
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
                    makeKeys();
                    return null;
                }));
            }
            for (Future<?> node : running) {
                node.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(rows().all(List.of())).hasSize(SigningAlgorithm.values().length);
    }

    @Test
    void keepsThePrivatePartSealed() {
        makeKeys();

        for (SigningKey key : rows().all(List.of())) {
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
        makeKeys();
        jdbc.sql("""
                        update signing_key a set sealed_jwk = b.sealed_jwk from signing_key b
                        where a.algorithm = 'ES256' and b.algorithm = 'RS256'
                        """).update();

        assertThatThrownBy(() -> rows().all(List.of())).isInstanceOf(UnsealableException.class);
    }

    @Test
    void doesNotOpenAPrivatePartThatWasChanged() {
        makeKeys();
        jdbc.sql("update signing_key set sealed_jwk = set_byte(sealed_jwk, 40, get_byte(sealed_jwk, 40) # 1)")
                .update();

        assertThatThrownBy(() -> rows().all(List.of())).isInstanceOf(UnsealableException.class);
    }

    @Test
    void canHaveOneActiveKeyForAnAlgorithmOnly() {
        makeKeys();

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
