package dev.latchkey.auth.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one password check costs, and how many may run at once. A hash made with less is renewed when its owner signs in.
 *
 * @param memory that one check fills; the more, the dearer is guessing on special hardware
 * @param iterations how often that memory is gone over
 * @param parallelism how many lanes it has
 * @param concurrency how many checks may run at once on this node; 0 for half of its processors
 * @param patience how long a check waits for its turn before it is refused as busy
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>
 */
@ConfigurationProperties("latchkey.account.password")
record PasswordProperties(
        @DefaultValue("19MB") DataSize memory,
        @DefaultValue("2") int iterations,
        @DefaultValue("1") int parallelism,
        @DefaultValue("0") int concurrency,
        @DefaultValue("5s") Duration patience) {

    /** The weakest that is held to be safe is 7 MiB gone over five times, or an equivalent trade of one for the other. */
    private static final long LEAST_MEMORY = DataSize.ofMegabytes(7).toBytes();

    private static final long LEAST_WORK = DataSize.ofMegabytes(35).toBytes();

    PasswordProperties {
        if (memory.toBytes() < LEAST_MEMORY || memory.toBytes() * iterations < LEAST_WORK) {
            throw new IllegalArgumentException(
                    "latchkey.account.password: at least 7 MB of memory, and 35 MB as memory times iterations");
        }
        if (memory.toMegabytes() > 1024 || iterations > 100 || parallelism < 1 || parallelism > 16) {
            throw new IllegalArgumentException(
                    "latchkey.account.password: at most 1 GB of memory, 100 iterations, and 1 to 16 lanes");
        }
        if (concurrency < 0 || patience.isNegative()) {
            throw new IllegalArgumentException("latchkey.account.password: concurrency and patience are not negative");
        }
    }

    int memoryInKibibytes() {
        return Math.toIntExact(memory.toKilobytes());
    }

    int permits() {
        return concurrency > 0 ? concurrency : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
