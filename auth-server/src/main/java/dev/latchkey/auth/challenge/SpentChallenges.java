package dev.latchkey.auth.challenge;

import dev.latchkey.auth.database.OldRows;
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
        OldRows.expired("spent_challenge", "hash").delete(jdbc, clock.instant());
    }
}
