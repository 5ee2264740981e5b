package dev.latchkey.auth.database;

import static dev.latchkey.auth.database.Columns.timestamp;

import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The rows of a table whose time is over. They are deleted a batch a statement, so that none takes long; nodes that sweep at
 * once take different rows instead of waiting for each other.
 *
 * @param key the column, or columns, by which the rows are told apart
 * @param time the column that says when a row's time is over; it has an index
 * @param condition what else is true of the rows
 */
public record OldRows(String table, String key, String time, String condition) {

    static final int BATCH = 1000;

    /** By the column {@code expires_at}. */
    public static OldRows expired(String table, String key) {
        return of(table, key, "expires_at");
    }

    public static OldRows of(String table, String key, String time) {
        return new OldRows(table, key, time, "true");
    }

    /** Only those of which this is true too. */
    public OldRows where(String condition) {
        return new OldRows(table, key, time, condition);
    }

    /** Deletes those whose time was over at this moment. */
    public void delete(JdbcClient jdbc, Instant moment) {
        delete(jdbc.sql(sql(":moment")).param("moment", timestamp(moment)));
    }

    /** Deletes those whose time has been over for so long by the database's own clock. */
    public void deleteAfter(JdbcClient jdbc, Duration kept) {
        delete(jdbc.sql(sql("now() - make_interval(secs => :kept)")).param("kept", kept.toSeconds()));
    }

    private String sql(String moment) {
        return """
                delete from %1$s where (%2$s) in (
                  select %2$s from %1$s where %3$s <= %4$s and %5$s order by %3$s limit %6$d for update skip locked)
                """.formatted(table, key, time, moment, condition, BATCH);
    }

    private static void delete(StatementSpec statement) {
        int deleted;
        do {
            deleted = statement.update();
        } while (deleted == BATCH);
    }
}
