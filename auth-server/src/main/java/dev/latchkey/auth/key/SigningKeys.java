package dev.latchkey.auth.key;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.stereotype.Component;

/**
 * The signing keys of this node, kept in memory and read again every few seconds, so that a change made by another node is
 * seen here. When the database cannot be reached the node goes on with the keys it has.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext>, InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    /** ES256 signs access tokens, RS256 is what OpenID Connect Core §15.1 makes every client understand. */
    static final List<SignatureAlgorithm> ALGORITHMS = List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256);

    private final SigningKeyRows rows;
    private volatile List<SigningKey> keys = List.of();
    private volatile byte[] published = new byte[0];

    SigningKeys(SigningKeyRows rows) {
        this.rows = rows;
    }

    @Override
    public void afterPropertiesSet() {
        rows.ensureActive(ALGORITHMS);
        reload();
    }

    @Scheduled(fixedDelayString = "${latchkey.key.reload-interval:2s}")
    void reloadQuietly() {
        try {
            reload();
        } catch (RuntimeException e) {
            log.warn("The signing keys could not be read again, going on with those in memory: {}", e.toString());
        }
    }

    private void reload() {
        List<SigningKey> read = rows.all();
        if (!read.equals(keys)) {
            published = publicJson(read);
            keys = read;
            log.info("Signing keys: {}", read);
        }
    }

    /** The key that signs with this algorithm now. */
    JWK active(SignatureAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> key.state() == KeyState.ACTIVE && key.algorithm() == algorithm)
                .map(SigningKey::jwk)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No active key for " + algorithm));
    }

    /** The public parts of all keys, whatever their state, as the JSON of a key set. */
    byte[] published() {
        return published.clone();
    }

    private static byte[] publicJson(List<SigningKey> keys) {
        JWKSet publicKeys =
                new JWKSet(keys.stream().map(key -> key.jwk().toPublicJWK()).toList());
        return publicKeys.toString(true).getBytes(StandardCharsets.UTF_8);
    }

    /** With private parts: for signing and for checking our own tokens, never for publishing. */
    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        return selector.select(new JWKSet(keys.stream().map(SigningKey::jwk).toList()));
    }
}
