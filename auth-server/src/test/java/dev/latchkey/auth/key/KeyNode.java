package dev.latchkey.auth.key;

import com.nimbusds.jose.jwk.JWKSet;
import dev.latchkey.auth.secret.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What one node has of signing keys, on a database that several share, with a clock of its own. */
final class KeyNode {

    static final ApplicationEventPublisher NOBODY = event -> {};

    final SigningKeyRows rows;
    final KeyRotation rotation;
    final SigningKeys keys;
    final TokenSigner signer;
    final TokenVerifier verifier;
    private final TransactionTemplate transactions;

    KeyNode(DataSource database, SecretKeys secretKeys, KeyProperties properties, Clock clock) {
        StoredKeys store = new StoredKeys(properties);
        rows = new SigningKeyRows(JdbcClient.create(database), secretKeys, store);
        rotation = new KeyRotation(rows, new SigningKeyFactory(properties), store, properties, clock, NOBODY);
        keys = new SigningKeys(rows, rotation);
        signer = new TokenSigner(keys, properties);
        verifier = new TokenVerifier(keys);
        transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    static KeyProperties defaults() {
        return with(KeyProperties.Store.NONE);
    }

    static KeyProperties with(KeyProperties.Store store) {
        return new KeyProperties(
                2048,
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Duration.ofDays(30),
                Duration.ofDays(1),
                Duration.ofDays(2),
                store);
    }

    KeyNode start() {
        rotate();
        return reload();
    }

    void rotate() {
        transactions.executeWithoutResult(status -> rotation.rotate());
    }

    boolean replaceNow(String kid) {
        return Boolean.TRUE.equals(transactions.execute(
                status -> rotation.replaceNow(kid, UUID.fromString("00000000-0000-4000-8000-000000000001"))));
    }

    KeyNode reload() {
        keys.reload();
        return this;
    }

    JWKSet published() {
        try {
            return JWKSet.parse(new String(keys.published(), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
