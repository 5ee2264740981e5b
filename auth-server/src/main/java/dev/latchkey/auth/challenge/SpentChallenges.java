package dev.latchkey.auth.challenge;

import dev.latchkey.auth.secret.OpaqueValues;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** The puzzles that were answered, for as long as they could be answered again. */
@Repository
class SpentChallenges {

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final Clock clock;

    SpentChallenges(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Claims a puzzle: true for one caller, on whatever node. */
    boolean spend(String challenge, Instant expiresAt) {
        return jdbc.sql(
                                "insert into spent_challenge (hash, expires_at) values (:hash, :expires) on conflict do nothing")
                        .param("hash", OpaqueValues.hash(challenge))
                        .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Deletes what could not be answered again anyway, a few at a time. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT55S")
    void sweep() {
        int deleted;
        do {
            deleted = jdbc.sql("""
                            delete from spent_challenge where hash in (
                              select hash from spent_challenge where expires_at <= :now order by expires_at limit :batch
                              for update skip locked)
                            """)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("batch", BATCH)
                    .update();
        } while (deleted == BATCH);
    }
}
