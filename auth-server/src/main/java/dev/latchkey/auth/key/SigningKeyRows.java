package dev.latchkey.auth.key;

import com.nimbusds.jose.jwk.JWK;
import dev.latchkey.auth.secret.Sealed;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The key rows. The private part is sealed under its {@code kid}: rows cannot be swapped. */
@Repository
class SigningKeyRows {

    /** Any number: taken for as long as the transaction that looks for missing keys and makes them. */
    private static final long LOCK = 0x6c6b6579L;

    private final JdbcClient jdbc;
    private final SecretKeys secretKeys;
    private final SigningKeyFactory factory;
    private final Clock clock;

    SigningKeyRows(JdbcClient jdbc, SecretKeys secretKeys, SigningKeyFactory factory, Clock clock) {
        this.jdbc = jdbc;
        this.secretKeys = secretKeys;
        this.factory = factory;
        this.clock = clock;
    }

    /** Makes the keys that are missing. Several nodes that start at once agree on one for each algorithm. */
    @Transactional
    public void ensureActive(List<SignatureAlgorithm> algorithms) {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, n) -> n)
                .list();
        for (SignatureAlgorithm algorithm : algorithms) {
            boolean missing = jdbc.sql(
                            "select not exists(select 1 from signing_key where algorithm = :algorithm and state = 'active')")
                    .param("algorithm", algorithm.getName())
                    .query(Boolean.class)
                    .single();
            if (missing) {
                insertActive(algorithm, factory.generate(algorithm));
            }
        }
    }

    private void insertActive(SignatureAlgorithm algorithm, JWK jwk) {
        Sealed sealed =
                secretKeys.seal(jwk.toJSONString().getBytes(StandardCharsets.UTF_8), associatedData(jwk.getKeyID()));
        jdbc.sql("""
                        insert into signing_key (kid, algorithm, state, public_jwk, sealed_with, sealed_jwk, created_at, activated_at)
                        values (:kid, :algorithm, 'active', cast(:public as jsonb), :key, :sealed, :now, :now)
                        """)
                .param("kid", jwk.getKeyID())
                .param("algorithm", algorithm.getName())
                .param("public", jwk.toPublicJWK().toJSONString())
                .param("key", sealed.keyId())
                .param("sealed", sealed.ciphertext())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    List<SigningKey> all() {
        return jdbc.sql(
                        "select kid, algorithm, state, sealed_with, sealed_jwk from signing_key order by created_at, kid")
                .query(this::row)
                .list();
    }

    private SigningKey row(ResultSet row, int number) throws SQLException {
        String kid = row.getString("kid");
        byte[] jwk = secretKeys.open(
                new Sealed(row.getString("sealed_with"), row.getBytes("sealed_jwk")), associatedData(kid));
        try {
            return new SigningKey(
                    kid,
                    algorithm(row.getString("algorithm")),
                    KeyState.ofColumn(row.getString("state")),
                    JWK.parse(new String(jwk, StandardCharsets.UTF_8)));
        } catch (ParseException e) {
            throw new IllegalStateException("Signing key " + kid + " is not a JWK", e);
        }
    }

    private static SignatureAlgorithm algorithm(String name) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.from(name);
        if (algorithm == null) {
            throw new IllegalStateException("A signing key is for " + name + ", which this version does not know");
        }
        return algorithm;
    }

    private static byte[] associatedData(String kid) {
        return ("signing_key.jwk/" + kid).getBytes(StandardCharsets.UTF_8);
    }
}
