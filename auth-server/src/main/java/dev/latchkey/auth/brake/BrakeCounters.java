package dev.latchkey.auth.brake;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.timestamp;

import dev.latchkey.auth.database.OldRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The rows of the counters. Each change is one statement, and a failed guess that follows cannot undo it. */
@Repository
class BrakeCounters {

    private static final String ONE_MORE = """
            on conflict (kind, subject) do update set
              failures = case when c.expires_at <= :now then 1 else least(c.failures, 1000000) + 1 end,
              allowed = excluded.allowed,
              expires_at = case when c.expires_at <= :now then excluded.expires_at
                                when c.failures >= excluded.allowed then c.expires_at
                                when c.failures + 1 >= excluded.allowed then :locked
                                else :window end
            returning c.kind, c.failures, c.allowed, c.expires_at""";

    private static final String COUNT_ONE = """
            insert into brake_counter as c (kind, subject, failures, allowed, expires_at)
            values (:kind, :subject, 1, :allowed, case when :allowed <= 1 then :locked else :window end)
            """ + ONE_MORE;

    /** The names are not counted, and no row made for them, when the address is braked already. */
    private static final String COUNT_ADDRESS_THEN_NAMES = """
            with address as (
              insert into brake_counter as c (kind, subject, failures, allowed, expires_at)
              values ('ADDRESS', :address, 1, :addressAllowed, case when :addressAllowed <= 1 then :locked else :window end)
              %1$s),
            names as (
              insert into brake_counter as c (kind, subject, failures, allowed, expires_at)
              select guessed.kind, guessed.subject, 1, :allowed, case when :allowed <= 1 then :locked else :window end
              from address cross join (values (1, 'ACCOUNT', :account), (2, 'NAME', :name)) as guessed(place, kind, subject)
              where address.failures <= address.allowed
              order by guessed.place
              %1$s)
            select * from address union all select * from names
            """.formatted(ONE_MORE);

    private final JdbcClient jdbc;
    private final BrakeProperties properties;
    private final Clock clock;

    BrakeCounters(JdbcClient jdbc, BrakeProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    Count count(Counter counter) {
        return count(counter, properties.window(), properties.lock());
    }

    Count count(Counter counter, Duration window, Duration lock) {
        return timed(COUNT_ONE, window, lock)
                .param("kind", counter.kind().name())
                .param("subject", counter.subject())
                .param("allowed", counter.allowed())
                .query(BrakeCounters::row)
                .single();
    }

    /** Always in this order, so that no two guesses wait for each other. */
    List<Count> count(Counter address, Counter account, Counter name) {
        return timed(COUNT_ADDRESS_THEN_NAMES, properties.window(), properties.lock())
                .param("address", address.subject())
                .param("addressAllowed", address.allowed())
                .param("account", account.subject())
                .param("name", name.subject())
                .param("allowed", name.allowed())
                .query(BrakeCounters::row)
                .list();
    }

    /** How many there are by now. */
    int failures(Counter counter) {
        return jdbc.sql(
                        "select failures from brake_counter where kind = :kind and subject = :subject and expires_at > :now")
                .param("kind", counter.kind().name())
                .param("subject", counter.subject())
                .param("now", timestamp(clock.instant()))
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** One failure less: it was none. */
    void giveBack(Counter counter) {
        jdbc.sql(
                        "update brake_counter set failures = failures - 1 where kind = :kind and subject = :subject and failures > 0")
                .param("kind", counter.kind().name())
                .param("subject", counter.subject())
                .update();
    }

    void forget(Counter counter) {
        jdbc.sql("delete from brake_counter where kind = :kind and subject = :subject")
                .param("kind", counter.kind().name())
                .param("subject", counter.subject())
                .update();
    }

    /** Deletes rows that are worth nothing any more, a few at a time; two nodes that do so skip each other's. */
    void deleteExpired() {
        OldRows.expired("brake_counter", "kind, subject").delete(jdbc, clock.instant());
    }

    private StatementSpec timed(String sql, Duration window, Duration lock) {
        Instant now = clock.instant();
        return jdbc.sql(sql)
                .param("now", timestamp(now))
                .param("window", timestamp(now.plus(window)))
                .param("locked", timestamp(now.plus(lock)));
    }

    private static Count row(ResultSet row, int number) throws SQLException {
        return new Count(
                Counter.Kind.valueOf(row.getString("kind")),
                row.getInt("failures"),
                row.getInt("allowed"),
                instant(row, "expires_at"));
    }
}
