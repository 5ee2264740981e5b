package dev.latchkey.notes.security;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.oauth2.jwt.DPoPProofReplayValidator.CacheValue;

/**
 * The DPoP proofs of the last seconds, in the database: a proof spent at one node is spent at all of them, and a restart
 * does not bring it back. One insert claims it.
 */
class SpentProofs implements Cache {

    private static final int SWEPT_AT_ONCE = 1000;

    private final JdbcClient jdbc;

    private final Clock clock;

    SpentProofs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return null when this call claimed the proof, anything else when it was spent before */
    @Override
    public @Nullable ValueWrapper putIfAbsent(Object jtiHash, @Nullable Object value) {
        if (!(value instanceof CacheValue proof)) {
            throw new IllegalArgumentException("Only DPoP proofs are kept here");
        }
        int claimed = jdbc.sql("INSERT INTO spent_proof (key_thumbprint, jti_hash, expires_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO NOTHING")
                .param(proof.getJwkThumbprint())
                .param(jtiHash.toString().getBytes(StandardCharsets.US_ASCII))
                .param(Timestamp.from(proof.getExpiresAt()))
                .update();
        return claimed == 1 ? null : new SimpleValueWrapper(value);
    }

    @Scheduled(fixedDelayString = "PT30S")
    void sweep() {
        int swept;
        do {
            swept = jdbc.sql("DELETE FROM spent_proof WHERE ctid IN"
                            + " (SELECT ctid FROM spent_proof WHERE expires_at < ? LIMIT ? FOR UPDATE SKIP LOCKED)")
                    .param(Timestamp.from(clock.instant()))
                    .param(SWEPT_AT_ONCE)
                    .update();
        } while (swept == SWEPT_AT_ONCE);
    }

    @Override
    public String getName() {
        return "spent DPoP proofs";
    }

    @Override
    public Object getNativeCache() {
        return jdbc;
    }

    // The framework only ever claims; reading or removing a spent proof would undo what this is for.

    @Override
    public @Nullable ValueWrapper get(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void evict(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException();
    }
}
