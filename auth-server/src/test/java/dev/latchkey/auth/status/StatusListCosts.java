package dev.latchkey.auth.status;

import java.lang.management.ManagementFactory;
import java.util.BitSet;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;

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
        Random random = new Random(1);
        System.out.printf("lists for %,d grants: %d of %,d bytes unpacked%n", GRANTS, (GRANTS + SIZE - 1) / SIZE, SIZE / 8);
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

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
