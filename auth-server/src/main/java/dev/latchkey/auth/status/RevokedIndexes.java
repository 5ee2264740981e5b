package dev.latchkey.auth.status;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.key.TokenSigner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The places that do not count any more, in memory on every node: all of them are read at the start and every hour, and what
 * was added lately every second. A place is forgotten when no token of it can be alive, so what is kept grows with the
 * revocations of two days and not with the grants.
 */
@Component
class RevokedIndexes implements InitializingBean {

    /** No transaction that revokes takes longer: what it noted is seen although it was committed after a younger one. */
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private final JdbcClient jdbc;
    private final StatusProperties properties;
    private final Clock clock;
    private final Duration kept;
    private volatile Map<Long, BitSet> lists = Map.of();
    private volatile long highest = -1;
    private volatile Instant readAt = Instant.MIN;

    RevokedIndexes(JdbcClient jdbc, StatusProperties properties, Clock clock, TokenSigner signer) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
        this.kept = signer.longestLife();
    }

    @Override
    public void afterPropertiesSet() {
        readAll();
    }

    /** The revoked places of a list, to be read and not changed; empty for a list to which no grant can belong yet. */
    Optional<BitSet> of(long list) {
        // A grant may have been made on another node a moment ago.
        boolean exists = list >= 0 && list <= highest / properties.listSize() + 1;
        return exists ? Optional.of(lists.getOrDefault(list, new BitSet())) : Optional.empty();
    }

    /** Whether what is known here is what the database says. */
    boolean isCurrent() {
        return !readAt.plus(properties.staleAfter()).isBefore(clock.instant());
    }

    @Scheduled(fixedDelayString = "${latchkey.status-list.poll-interval:PT1S}", initialDelayString = "PT1S")
    void readLatest() {
        read(OVERLAP, lists);
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void readAgain() {
        sweep();
        readAll();
    }

    private void readAll() {
        read(kept, Map.of());
    }

    private synchronized void read(Duration span, Map<Long, BitSet> before) {
        Instant asked = clock.instant();
        List<Long> indexes = jdbc.sql(
                        "select index from status_list_revocation where revoked_at > now() - make_interval(secs => :span)")
                .param("span", span.toSeconds())
                .query(Long.class)
                .list();
        highest = jdbc.sql("select last_value from status_list_index")
                .query(Long.class)
                .single();
        Map<Long, BitSet> after = new HashMap<>(before);
        Map<Long, BitSet> changed = new HashMap<>();
        for (long index : indexes) {
            add(index, after, changed);
        }
        lists = after;
        readAt = asked;
    }

    /** Sets never change once they are published: a copy of each that does is made once. */
    private void add(long index, Map<Long, BitSet> after, Map<Long, BitSet> changed) {
        long list = index / properties.listSize();
        int place = (int) (index % properties.listSize());
        BitSet known = after.get(list);
        if (known != null && known.get(place)) {
            return;
        }
        BitSet copy = changed.computeIfAbsent(list, none -> known == null ? new BitSet() : (BitSet) known.clone());
        copy.set(place);
        after.put(list, copy);
    }

    void sweep() {
        OldRows.of("status_list_revocation", "index", "revoked_at")
                .delete(jdbc, clock.instant().minus(kept));
    }
}
