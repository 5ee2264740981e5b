package dev.latchkey.auth.key;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.instantOrNull;
import static dev.latchkey.auth.database.Columns.timestamp;

import com.nimbusds.jose.jwk.JWK;
import dev.latchkey.auth.secret.Sealed;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The key rows. The private part is sealed under its {@code kid}: rows cannot be swapped. */
@Repository
class SigningKeyRows {

    static final String PURPOSE = "signing_key.jwk";

    /** Any number: whoever changes a key's state holds it until the transaction ends. */
    private static final long LOCK = 0x6c6b6579L;

    private final JdbcClient jdbc;
    private final SecretKeys secretKeys;
    private final StoredKeys store;

    SigningKeyRows(JdbcClient jdbc, SecretKeys secretKeys, StoredKeys store) {
        this.jdbc = jdbc;
        this.secretKeys = secretKeys;
        this.store = store;
    }

    /** Waits for every other node that changes keys. Held until the transaction ends. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, n) -> n)
                .list();
    }

    /** All keys, those that were removed included, oldest first. */
    List<KeyLife> lives() {
        return jdbc.sql("""
                        select kid, algorithm, state, sealed_jwk is null as in_store, created_at, activated_at, retired_at
                        from signing_key order by created_at, kid
                        """).query(SigningKeyRows::life).list();
    }

    void insert(SigningAlgorithm algorithm, JWK jwk, KeyState state, Instant now) {
        boolean inStore = store.byId(jwk.getKeyID()).isPresent();
        @Nullable
        Sealed sealed = inStore
                ? null
                : secretKeys.seal(jwk.toJSONString().getBytes(StandardCharsets.UTF_8), associatedData(jwk.getKeyID()));
        jdbc.sql("""
                        insert into signing_key (kid, algorithm, state, public_jwk, sealed_with, sealed_jwk, created_at, activated_at)
                        values (:kid, :algorithm, :state, cast(:public as jsonb), :key, :sealed, :now, cast(:activated as timestamptz))
                        """)
                .param("kid", jwk.getKeyID())
                .param("algorithm", algorithm.value())
                .param("state", state.column())
                .param("public", jwk.toPublicJWK().toJSONString())
                .param("key", sealed == null ? null : sealed.keyId())
                .param("sealed", sealed == null ? null : sealed.ciphertext())
                .param("now", timestamp(now))
                .param("activated", state == KeyState.ACTIVE ? timestamp(now) : null)
                .update();
    }

    void activate(String kid, Instant now) {
        jdbc.sql("update signing_key set state = 'active', activated_at = :now where kid = :kid and state = 'next'")
                .param("kid", kid)
                .param("now", timestamp(now))
                .update();
    }

    void retire(String kid, Instant now) {
        jdbc.sql("update signing_key set state = 'retired', retired_at = :now where kid = :kid and state = 'active'")
                .param("kid", kid)
                .param("now", timestamp(now))
                .update();
    }

    /** Takes a key away; of its private part nothing stays. */
    void remove(String kid, Instant now) {
        jdbc.sql("""
                        update signing_key set state = 'removed', retired_at = :now, sealed_with = null, sealed_jwk = null
                        where kid = :kid
                        """).param("kid", kid).param("now", timestamp(now)).update();
    }

    void delete(String kid) {
        jdbc.sql("delete from signing_key where kid = :kid").param("kid", kid).update();
    }

    /**
     * What this node publishes and signs with.
     *
     * @param opened keys that were read before: they are not opened again, since a {@code kid} never belongs to two keys
     */
    List<SigningKey> all(List<SigningKey> opened) {
        Map<String, JWK> known = opened.stream().collect(Collectors.toMap(SigningKey::kid, SigningKey::jwk));
        return jdbc.sql("""
                        select kid, algorithm, state, public_jwk, sealed_with, sealed_jwk from signing_key
                        where state <> 'removed' order by created_at, kid
                        """).query((row, n) -> key(row, known)).list();
    }

    private SigningKey key(ResultSet row, Map<String, JWK> known) throws SQLException {
        String kid = row.getString("kid");
        try {
            JWK jwk = known.get(kid);
            return new SigningKey(
                    kid, algorithm(row), KeyState.ofColumn(row.getString("state")), jwk == null ? jwk(kid, row) : jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("Signing key " + kid + " is not a JWK", e);
        }
    }

    private JWK jwk(String kid, ResultSet row) throws SQLException, ParseException {
        byte @Nullable [] sealed = row.getBytes("sealed_jwk");
        if (sealed == null) {
            JWK inTable = JWK.parse(row.getString("public_jwk"));
            return store.byId(kid).orElse(inTable);
        }
        byte[] jwk = secretKeys.open(new Sealed(row.getString("sealed_with"), sealed), associatedData(kid));
        return JWK.parse(new String(jwk, StandardCharsets.UTF_8));
    }

    private static KeyLife life(ResultSet row, int number) throws SQLException {
        return new KeyLife(
                row.getString("kid"),
                algorithm(row),
                KeyState.ofColumn(row.getString("state")),
                row.getBoolean("in_store"),
                instant(row, "created_at"),
                instantOrNull(row, "activated_at"),
                instantOrNull(row, "retired_at"));
    }

    private static SigningAlgorithm algorithm(ResultSet row) throws SQLException {
        String name = row.getString("algorithm");
        return SigningAlgorithm.named(name)
                .orElseThrow(() -> new IllegalStateException(
                        "A signing key is for " + name + ", which this version does not know"));
    }

    private static byte[] associatedData(String kid) {
        return (PURPOSE + "/" + kid).getBytes(StandardCharsets.UTF_8);
    }
}
