package dev.latchkey.auth.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that outlived its server: a server that is killed cannot stop its database, which then holds the data
 * folder. Called only by whoever holds the {@link FolderLock}, so no living server uses it.
 */
final class OrphanedPostmaster {

    private static final Logger log = LoggerFactory.getLogger(OrphanedPostmaster.class);

    /** No system gives a process this number. */
    private static final String NO_PROCESS = String.valueOf(Integer.MAX_VALUE);

    private OrphanedPostmaster() {}

    static void stop(PostgresCluster cluster) throws IOException {
        Path file = cluster.folder().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines = Files.readAllLines(file);
        Optional<ProcessHandle> process = processOf(lines);
        if (process.isEmpty()) {
            return; // It died too; PostgreSQL itself takes over what such a file describes.
        }
        if (isPostmasterOf(cluster.folder(), process.get())) {
            log.info(
                    "Stopping PostgreSQL (process {}) that outlived its server",
                    process.get().pid());
            cluster.stop();
        } else {
            nameNoProcess(file, lines);
        }
    }

    private static Optional<ProcessHandle> processOf(List<String> lines) {
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPostmasterOf(Path folder, ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean postgres = info.command()
                .map(program -> String.valueOf(Path.of(program).getFileName()).startsWith("postgres"))
                .orElse(false);
        // Not every system tells the arguments; then the program's name and the number in the file must do.
        boolean sameFolder = info.arguments()
                .map(arguments -> Arrays.asList(arguments).contains(folder.toString()))
                .orElse(true);
        return postgres && sameFolder;
    }

    /**
     * After a restart of the machine the number may belong to any process, and PostgreSQL would not start because of
     * it. The rest of the file stays: by it PostgreSQL sees whether a process of its own is still at work there.
     */
    private static void nameNoProcess(Path file, List<String> lines) throws IOException {
        log.info("{} names a process that is not this PostgreSQL", file);
        lines.set(0, NO_PROCESS);
        Files.write(file, lines);
    }
}
