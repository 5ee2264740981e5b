package dev.latchkey.auth.authorization;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes what has expired, a thousand rows a statement, so that no transaction is long and no table grows for ever. A used
 * token stays until it would have expired: that is how a replay is noticed.
 */
@Component
class ExpiredAuthorizations {

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;

    ExpiredAuthorizations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelayString = "${latchkey.token.sweep-interval:PT1M}", initialDelayString = "PT30S")
    void sweep() {
        sweep("one_time_token", "value_hash", 60);
        sweep("revoked_access_token", "jti", 60);
        sweep("oauth_grant", "id", 60);
        sweep("pushed_authorization_request", "handle_hash", 0);
    }

    private void sweep(String table, String key, int minutesKept) {
        // Two nodes that sweep at once skip each other's rows instead of waiting.
        String delete = """
                delete from %1$s where %2$s in (
                  select %2$s from %1$s where expires_at < now() - interval '%4$d minutes' order by expires_at limit %3$d
                  for update skip locked)
                """.formatted(table, key, BATCH, minutesKept);
        int deleted;
        do {
            deleted = jdbc.sql(delete).update();
        } while (deleted == BATCH);
    }
}
