package dev.latchkey.auth.status;

import dev.latchkey.auth.testing.TestDatabase;
import java.lang.management.ManagementFactory;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Prints what the lists of ten million grants cost: {@code java -cp … dev.latchkey.auth.status.StatusListCosts}. The figures
 * in docs/performance.md come from here.
 */
final class StatusListCosts {

    private static final long GRANTS = 10_000_000;
    private static final int SIZE = 262_144;
    private static final int ROUNDS = 200;

    private StatusListCosts() {}

    public static void main(String[] arguments) {
        database();
        Random random = new Random(1);
        System.out.printf(
                "lists for %,d grants: %d of %,d bytes unpacked%n", GRANTS, (GRANTS + SIZE - 1) / SIZE, SIZE / 8);
        for (double share : new double[] {0, 0.0001, 0.001, 0.01, 0.1, 0.5}) {
            BitSet bits = new BitSet(SIZE);
            for (int place = 0; place < SIZE; place++) {
                if (random.nextDouble() < share) {
                    bits.set(place);
                }
            }
            int length = StatusLists.compress(bits, SIZE).length();
            long before = cpu();
            long total = LongStream.range(0, ROUNDS)
                    .map(round -> StatusLists.compress(bits, SIZE).length())
                    .sum();
            double millis = (cpu() - before) / 1e6 / ROUNDS;
            System.out.printf(
                    Locale.ROOT,
                    "%6.2f %% revoked: %,7d bytes of lst, %.2f ms to pack (%d)%n",
                    share * 100,
                    length,
                    millis,
                    total);
        }
    }

    /** What a node reads at its start and then every second, at ten revocations a second. */
    private static void database() {
        DriverManagerDataSource database =
                new DriverManagerDataSource(TestDatabase.createDatabase(), "postgres", "postgres");
        Flyway.configure().dataSource(database).load().migrate();
        JdbcClient jdbc =
                JdbcClient.create(new SingleConnectionDataSource(database.getUrl(), "postgres", "postgres", true));
        jdbc.sql("""
                        insert into status_list_revocation
                        select (random() * 10000000)::bigint * 10 + n % 10, now() - n * interval '100 milliseconds'
                        from generate_series(0, 1727999) n on conflict do nothing
                        """).update();
        jdbc.sql("analyze status_list_revocation").update();
        System.out.printf(
                "%,d revocations take %s%n",
                jdbc.sql("select count(*) from status_list_revocation")
                        .query(Long.class)
                        .single(),
                jdbc.sql("select pg_size_pretty(pg_total_relation_size('status_list_revocation'))")
                        .query(String.class)
                        .single());
        for (String span : List.of("2 days", "1 minute")) {
            String read = "select index from status_list_revocation where revoked_at > now() - interval '" + span + "'";
            jdbc.sql(read).query(Long.class).list();
            long before = System.nanoTime();
            int count = jdbc.sql(read).query(Long.class).list().size();
            System.out.printf(
                    Locale.ROOT, "the last %s: %,d read in %.1f ms%n", span, count, (System.nanoTime() - before) / 1e6);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
