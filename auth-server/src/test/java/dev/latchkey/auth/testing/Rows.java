package dev.latchkey.auth.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many rows there are of everything that a request could leave behind. Equal before and after: no side effect. */
public record Rows(Map<String, Long> counts) {

    /**
     * What may change although nothing happened: failures are counted and written down, and the server works by itself, fetching logos and ending
     * sessions that expired. Every other table is counted, so that one that is added later is too.
     */
    private static final String COUNTED = """
            select table_name from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'security\\_event%'
              and table_name not like 'request\\_failure%'
              and table_name not in ('brake_counter', 'client_logo', 'scheduled_tasks', 'flyway_schema_history', 'status_list_revocation')
            order by table_name""";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public static Rows of(AuthServer server) {
        JdbcClient database = server.database();
        awaitMails(database);
        Map<String, Long> counts = new TreeMap<>();
        counted(database)
                .forEach(table -> counts.put(table, count(database, "select count(*) from \"" + table + "\"")));
        // The page that shows a new app its secret keeps that secret for the next step; it is good for nothing yet.
        counts.put("totp_device", count(database, "select count(*) from totp_device where confirmed_at is not null"));
        counts.put("mails that arrived", server.mailbox().count());
        return new Rows(counts);
    }

    static List<String> counted(JdbcClient database) {
        return database.sql(COUNTED).query(String.class).list();
    }

    /** A mail that is on its way would be gone a moment later. */
    private static void awaitMails(JdbcClient database) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (count(database, "select count(*) from scheduled_tasks where task_name in ('mail', 'password-reset')")
                > 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Mails are still waiting");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static long count(JdbcClient database, String sql) {
        return database.sql(sql).query(Long.class).single();
    }
}
