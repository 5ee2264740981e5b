package dev.latchkey.auth.key;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The signing keys of this node, kept in memory and read again every few seconds, so that a change made by another node is
 * seen here. When the database cannot be reached the node goes on with the keys it has.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext>, InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final SigningKeyRows rows;
    private final KeyRotation rotation;
    private volatile List<SigningKey> keys = List.of();
    private volatile JWKSet publicKeys = new JWKSet();
    private volatile byte[] published = new byte[0];

    SigningKeys(SigningKeyRows rows, KeyRotation rotation) {
        this.rows = rows;
        this.rotation = rotation;
    }

    @Override
    public void afterPropertiesSet() {
        rotation.rotate();
        reload();
    }

    @Scheduled(fixedDelayString = "${latchkey.key.rotation-check-interval:10s}", initialDelayString = "10s")
    void rotate() {
        rotation.rotate();
    }

    /** Goes on with the keys in memory when they cannot be read: the next time is soon. */
    @Scheduled(fixedDelayString = "${latchkey.key.reload-interval:2s}")
    synchronized void reload() {
        List<SigningKey> read = rows.all(keys);
        if (!read.equals(keys)) {
            publicKeys =
                    new JWKSet(read.stream().map(key -> key.jwk().toPublicJWK()).toList());
            published = publicKeys.toString(true).getBytes(StandardCharsets.UTF_8);
            keys = read;
            log.info("Signing keys: {}", read);
        }
    }

    /** What was changed is changed, whether this node sees it now or in two seconds. */
    @TransactionalEventListener
    void on(KeysChanged changed) {
        try {
            reload();
        } catch (RuntimeException e) {
            log.warn("The signing keys could not be read again, going on with those in memory: {}", e.toString());
        }
    }

    /**
     * The key that signs with this algorithm now. A node that does not have the private part, because its key store is older
     * than that of the others, goes on with the last one it has: retired, but still published.
     */
    JWK active(SigningAlgorithm algorithm) {
        return signing(algorithm, KeyState.ACTIVE)
                .or(() -> signing(algorithm, KeyState.RETIRED))
                .orElseThrow(() -> new IllegalStateException("No active key for " + algorithm.value()));
    }

    private Optional<JWK> signing(SigningAlgorithm algorithm, KeyState state) {
        return keys.stream()
                .filter(key -> key.state() == state && key.algorithm() == algorithm && key.canSign())
                .map(SigningKey::jwk)
                .reduce((older, newer) -> newer);
    }

    /** A key that may have signed a token of ours, whatever its state, without its private part. */
    Optional<JWK> published(String kid) {
        return Optional.ofNullable(publicKeys.getKeyByKeyId(kid));
    }

    /** The public parts of all keys, whatever their state, as the JSON of a key set. */
    byte[] published() {
        return published.clone();
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        return selector.select(publicKeys);
    }
}
