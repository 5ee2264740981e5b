package dev.latchkey.notes.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's public keys, fetched when the first token arrives and again when they are old or a token names a key that
 * is not among them.
 *
 * <p>One request fetches while the others go on with what is known. Fetches keep a distance from each other, so that a
 * flood of tokens with invented key ids becomes neither a flood at the issuer nor an error here: such a key simply does
 * not exist. While the issuer is unreachable known keys are used for a while; without any, {@link KeySourceException}
 * says so.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    private static final Log logger = LogFactory.getLog(IssuerKeys.class);

    private static final Duration DISTANCE_WHEN_KEY_UNKNOWN = Duration.ofSeconds(10);

    private static final Duration DISTANCE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final KeySetDocument document;

    private final Duration refreshAfter;

    private final Duration keepWhenUnreachable;

    private final Clock clock;

    private final ReentrantLock fetching = new ReentrantLock();

    private volatile Snapshot snapshot = new Snapshot(null, Instant.MIN, Instant.MIN, null);

    IssuerKeys(KeySetDocument document, ResourceProperties.Jwks settings, Clock clock) {
        this.document = document;
        this.refreshAfter = settings.refreshAfter();
        this.keepWhenUnreachable = settings.keepWhenUnreachable();
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        Snapshot current = current();
        List<JWK> found = selector.select(current.keysOrThrow());
        if (found.isEmpty()
                && current.attemptedAt().plus(DISTANCE_WHEN_KEY_UNKNOWN).isBefore(clock.instant())) {
            found = selector.select(refreshed(current).keysOrThrow());
        }
        return found;
    }

    /** The keys published under this id now; empty as soon as they are gone. */
    List<JWK> published(String keyId) throws KeySourceException {
        return current().keysOrThrow().getKeys().stream()
                .filter(key -> keyId.equals(key.getKeyID()))
                .toList();
    }

    private Snapshot current() {
        Snapshot current = snapshot;
        Instant now = clock.instant();
        boolean old =
                current.keys() == null || current.loadedAt().plus(refreshAfter).isBefore(now);
        if (old && current.attemptedAt().plus(DISTANCE_AFTER_FAILURE).isBefore(now)) {
            current = refreshed(current);
        }
        if (current.keys() != null
                && current.loadedAt().plus(keepWhenUnreachable).isBefore(now)) {
            return new Snapshot(null, Instant.MIN, current.attemptedAt(), current.failure());
        }
        return current;
    }

    private Snapshot refreshed(Snapshot seen) {
        if (seen.keys() == null) {
            fetching.lock();
        } else if (!fetching.tryLock()) {
            return seen;
        }
        try {
            if (snapshot.equals(seen)) {
                snapshot = fetch(seen);
            }
            return snapshot;
        } finally {
            fetching.unlock();
        }
    }

    private Snapshot fetch(Snapshot seen) {
        Instant now = clock.instant();
        try {
            JWKSet keys = JWKSet.parse(document.read()).toPublicJWKSet();
            return new Snapshot(keys, now, now, null);
        } catch (IOException | ParseException ex) {
            logger.warn("The keys of the authorization server could not be fetched: " + ex.getMessage());
            return new Snapshot(seen.keys(), seen.loadedAt(), now, ex);
        }
    }

    /** Where the key set comes from. */
    interface KeySetDocument {
        String read() throws IOException;
    }

    private record Snapshot(
            @Nullable JWKSet keys,
            Instant loadedAt,
            Instant attemptedAt,
            @Nullable Exception failure) {

        JWKSet keysOrThrow() throws KeySourceException {
            if (keys == null) {
                throw new KeySourceException("No keys of the authorization server are known", failure);
            }
            return keys;
        }
    }
}
