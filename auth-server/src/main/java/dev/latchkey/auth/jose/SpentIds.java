package dev.latchkey.auth.jose;

import dev.latchkey.auth.database.OldRows;
import dev.latchkey.auth.secret.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * The ids ({@code jti}) of tokens that may be used once, until those tokens would have expired. One insert claims an id: of
 * any number of uses at once, on any number of nodes, one succeeds.
 */
@Repository
public class SpentIds {

    private final JdbcClient jdbc;
    private final Clock clock;

    SpentIds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Claims an id, in the caller's transaction if there is one.
     *
     * @param use what kind of token it is, so that different kinds do not get in each other's way
     * @param owner whose ids have to differ from one another
     * @param expiresAt from when on the token is refused anyway
     * @return whether it was not used before
     */
    public boolean claim(String use, String owner, String id, Instant expiresAt) {
        return jdbc.sql("insert into spent_jti (hash, expires_at) values (:hash, :expires) on conflict do nothing")
                        .param("hash", Sha256.ofEach(use, owner, id))
                        .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT20S")
    void sweep() {
        OldRows.expired("spent_jti", "hash").delete(jdbc, clock.instant());
    }
}
