package dev.latchkey.auth.authorization;

import dev.latchkey.auth.database.OldRows;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes what has expired, a thousand rows a statement, so that no transaction is long and no table grows for ever. A used
 * token stays until it would have expired: that is how a replay is noticed.
 */
@Component
class ExpiredAuthorizations {

    private static final Duration KEPT = Duration.ofHours(1);

    private final JdbcClient jdbc;

    ExpiredAuthorizations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelayString = "${latchkey.token.sweep-interval:PT1M}", initialDelayString = "PT30S")
    void sweep() {
        OldRows.expired("one_time_token", "value_hash").deleteAfter(jdbc, KEPT);
        OldRows.expired("revoked_access_token", "jti").deleteAfter(jdbc, KEPT);
        OldRows.expired("oauth_grant", "id").deleteAfter(jdbc, KEPT);
        OldRows.expired("pushed_authorization_request", "handle_hash").deleteAfter(jdbc, Duration.ZERO);
    }
}
