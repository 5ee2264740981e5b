package dev.latchkey.auth.key;

import com.nimbusds.jose.jwk.JWK;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves keys through their states. Every node may ask at any time: one at a time holds the lock, and what it finds due it
 * does in one transaction, so two nodes that ask at once rotate once (docs/decisions/0091-key-rotation.md).
 */
@Service
public class KeyRotation {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    private final SigningKeyRows rows;
    private final SigningKeyFactory factory;
    private final StoredKeys store;
    private final KeyProperties properties;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    KeyRotation(
            SigningKeyRows rows,
            SigningKeyFactory factory,
            StoredKeys store,
            KeyProperties properties,
            Clock clock,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.factory = factory;
        this.store = store;
        this.properties = properties;
        this.clock = clock;
        this.events = events;
    }

    /** All keys, oldest first, with those that were removed. */
    @Transactional(readOnly = true)
    public List<KeyLife> keys() {
        return rows.lives();
    }

    /** When a key that signs is followed by another one by itself; none for one that the operator keeps. */
    public Optional<Instant> nextRotation(KeyLife key) {
        Instant activatedAt = key.activatedAt();
        return key.state() != KeyState.ACTIVE || key.inStore() || activatedAt == null
                ? Optional.empty()
                : Optional.of(activatedAt.plus(properties.rotationInterval()));
    }

    /** Does what is due: makes the next key, lets it take over, forgets what nobody needs any more. */
    @Transactional
    public void rotate() {
        rows.lock();
        Instant now = clock.instant();
        List<KeyLife> all = rows.lives();
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            advance(algorithm, all, now);
        }
        for (KeyLife key : all) {
            if (key.state() == KeyState.RETIRED
                    && !Objects.requireNonNull(key.retiredAt())
                            .plus(properties.retention())
                            .isAfter(now)) {
                rows.delete(key.kid());
                log.info("Signing key {} is gone: every token that it signed has expired", key.kid());
            }
        }
        events.publishEvent(new KeysChanged());
    }

    private void advance(SigningAlgorithm algorithm, List<KeyLife> all, Instant now) {
        Optional<KeyLife> active = find(all, algorithm, KeyState.ACTIVE);
        Optional<KeyLife> next = find(all, algorithm, KeyState.NEXT);
        if (active.isEmpty() && next.isEmpty()) {
            // Nobody has a copy of an empty key set. Later on every node has to publish a key before one signs with it.
            boolean firstOfAll = all.isEmpty();
            add(algorithm, wanted(algorithm, all), firstOfAll ? KeyState.ACTIVE : KeyState.NEXT, now);
        } else if (next.isPresent() && isSuperseded(algorithm, next.get(), all)) {
            rows.delete(next.get().kid());
            add(algorithm, wanted(algorithm, all), KeyState.NEXT, now);
        } else if (next.isEmpty()) {
            if (isReplaced(algorithm, active.get(), all) || isDue(active.get(), properties.publishAhead(), now)) {
                add(algorithm, wanted(algorithm, all), KeyState.NEXT, now);
            }
        } else if (mayTakeOver(algorithm, next.get(), active, all, now)) {
            active.ifPresent(key -> rows.retire(key.kid(), now));
            rows.activate(next.get().kid(), now);
            log.info("Signing key {} takes over for {}", next.get().kid(), algorithm.value());
            events.publishEvent(new SigningKeyChanged(next.get().kid(), algorithm, KeyState.ACTIVE, null));
        }
    }

    private boolean mayTakeOver(
            SigningAlgorithm algorithm, KeyLife next, Optional<KeyLife> active, List<KeyLife> all, Instant now) {
        if (active.isEmpty()) {
            return next.isPublishedFor(properties.seenByAllNodes(), now);
        }
        boolean wanted = isReplaced(algorithm, active.get(), all) || isDue(active.get(), Duration.ZERO, now);
        return wanted && next.isPublishedFor(properties.publishAhead(), now);
    }

    /** Whether the operator's key store names another key than the one that signs. */
    private boolean isReplaced(SigningAlgorithm algorithm, KeyLife active, List<KeyLife> all) {
        return store.of(algorithm)
                .filter(key -> !key.getKeyID().equals(active.kid()))
                .filter(key -> all.stream()
                        .noneMatch(other -> other.kid().equals(key.getKeyID()) && other.state() != KeyState.NEXT))
                .isPresent();
    }

    /** Whether a key waits that the operator's key store has named another one for since. */
    private boolean isSuperseded(SigningAlgorithm algorithm, KeyLife next, List<KeyLife> all) {
        return store.of(algorithm)
                        .filter(key ->
                                all.stream().noneMatch(other -> other.kid().equals(key.getKeyID())))
                        .isPresent()
                && store.byId(next.kid()).isEmpty();
    }

    /** A key of a store is followed by another one of the store; by one that is made here when the store is given up. */
    private boolean isDue(KeyLife active, Duration ahead, Instant now) {
        if (active.inStore()) {
            return !store.isConfigured();
        }
        return !Objects.requireNonNull(active.activatedAt())
                .plus(properties.rotationInterval())
                .minus(ahead)
                .isAfter(now);
    }

    /** The key of the store, if the operator has one that was not used before; else one that is made now. */
    private JWK wanted(SigningAlgorithm algorithm, List<KeyLife> all) {
        return store.of(algorithm)
                .filter(key -> all.stream().noneMatch(other -> other.kid().equals(key.getKeyID())))
                .orElseGet(() -> factory.generate(algorithm));
    }

    private void add(SigningAlgorithm algorithm, JWK key, KeyState state, Instant now) {
        rows.insert(algorithm, key, state, now);
        log.info("Signing key {} for {} is {}", key.getKeyID(), algorithm.value(), state);
    }

    /**
     * Takes a key away at once because somebody else may have it. It is not published any more, so tokens that it signed are
     * refused as soon as the copies of the key set are older than {@code jwks-max-age}. If it signed, a new key signs from
     * now on without having been published ahead: whoever meets an unknown key asks for the key set again.
     *
     * @param administrator who says so
     * @return false if there is no such key, or it was removed before
     */
    @Transactional
    public boolean replaceNow(String kid, UUID administrator) {
        rows.lock();
        Instant now = clock.instant();
        List<KeyLife> all = rows.lives();
        Optional<KeyLife> found = all.stream()
                .filter(key -> key.kid().equals(kid) && key.state() != KeyState.REMOVED)
                .findFirst();
        if (found.isEmpty()) {
            return false;
        }
        KeyLife key = found.get();
        rows.remove(kid, now);
        if (key.state() == KeyState.ACTIVE) {
            add(key.algorithm(), wanted(key.algorithm(), all), KeyState.ACTIVE, now);
        }
        log.warn("Signing key {} for {} was removed by {}", kid, key.algorithm().value(), administrator);
        events.publishEvent(new SigningKeyChanged(kid, key.algorithm(), KeyState.REMOVED, administrator));
        events.publishEvent(new KeysChanged());
        return true;
    }

    private static Optional<KeyLife> find(List<KeyLife> all, SigningAlgorithm algorithm, KeyState state) {
        return all.stream()
                .filter(key -> key.algorithm() == algorithm && key.state() == state)
                .findFirst();
    }
}
