package dev.latchkey.auth.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import dev.latchkey.auth.outbound.OutboundClient;
import dev.latchkey.auth.outbound.OutboundException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Key sets at addresses that clients registered ({@code jwks_uri}), fetched when they are needed and kept for a while. A key
 * that is not known may be a new one, so its name leads to another fetch, but to no more than one in {@link #PAUSE}: nobody
 * can make us flood an address with names of keys that do not exist. A fetch that fails counts like one that does not, and
 * what was known before stays good for some time.
 *
 * <p>Of several requests that need the same set one fetches it. Few may wait for that; the others are told to come again, so
 * that a slow address does not hold the threads of all clients.
 */
@Component
class RemoteKeySets {

    private static final Logger log = LoggerFactory.getLogger(RemoteKeySets.class);

    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Duration OLDEST = Duration.ofHours(12);
    static final Duration PAUSE = Duration.ofSeconds(20);
    private static final int MOST_SETS = 10_000;
    private static final int MOST_WAITING = 8;
    private static final String ACCEPT = "application/jwk-set+json, application/json";

    private final OutboundClient outbound;
    private final Clock clock;
    private final Cache<Source, KeySet> known =
            Caffeine.newBuilder().maximumSize(MOST_SETS).build();
    private final ConcurrentMap<Source, CompletableFuture<KeySet>> running = new ConcurrentHashMap<>();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    RemoteKeySets(OutboundClient outbound, Clock clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    /** By client too: what one client does to its set is of no consequence for another with the same address. */
    private record Source(UUID clientId, String address) {}

    /** @param triedAt the last fetch, whatever became of it */
    private record KeySet(List<JWK> keys, Instant fetchedAt, Instant triedAt) {

        boolean has(@Nullable String keyId) {
            return keyId == null || keys.stream().anyMatch(key -> keyId.equals(key.getKeyID()));
        }
    }

    /** A set could not be had without waiting for others who wait already. */
    static final class BusyException extends RuntimeException {

        BusyException() {
            super("Too many wait for key sets", null, false, false);
        }
    }

    /**
     * The keys at an address; none if it cannot be fetched.
     *
     * @param keyId the one that is looked for, if it has a name
     * @throws BusyException if too many wait for key sets
     */
    List<JWK> keysAt(String address, UUID clientId, @Nullable String keyId) {
        Source source = new Source(clientId, address);
        Instant now = clock.instant();
        KeySet set = known.getIfPresent(source);
        if (set != null) {
            boolean fresh = set.fetchedAt().plus(FRESH).isAfter(now);
            boolean triedJustNow = set.triedAt().plus(PAUSE).isAfter(now);
            if ((fresh && set.has(keyId)) || triedJustNow) {
                return set.keys();
            }
        }
        return fetchedOnce(source, set).keys();
    }

    private KeySet fetchedOnce(Source source, @Nullable KeySet before) {
        CompletableFuture<KeySet> mine = new CompletableFuture<>();
        CompletableFuture<KeySet> others = running.putIfAbsent(source, mine);
        if (others != null) {
            return waitedFor(others);
        }
        KeySet set = new KeySet(List.of(), Instant.EPOCH, clock.instant());
        try {
            set = fetched(source, before);
            known.put(source, set);
            return set;
        } finally {
            running.remove(source);
            mine.complete(set);
        }
    }

    private KeySet waitedFor(CompletableFuture<KeySet> others) {
        if (!waiting.tryAcquire()) {
            throw new BusyException();
        }
        try {
            return others.join(); // no longer than the outbound client's time limit
        } finally {
            waiting.release();
        }
    }

    private KeySet fetched(Source source, @Nullable KeySet before) {
        Instant now = clock.instant();
        try {
            List<JWK> keys =
                    KeySetDocument.keysIn(outbound.get(source.address(), ACCEPT).text());
            return new KeySet(keys, now, now);
        } catch (OutboundException unreachable) {
            log.info("The key set of client {} could not be fetched", source.clientId());
            boolean stillGood =
                    before != null && before.fetchedAt().plus(OLDEST).isAfter(now);
            return before != null && stillGood
                    ? new KeySet(before.keys(), before.fetchedAt(), now)
                    : new KeySet(List.of(), Instant.EPOCH, now);
        }
    }
}
