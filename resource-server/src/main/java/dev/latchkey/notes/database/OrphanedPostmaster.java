package dev.latchkey.notes.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A postmaster survives the JVM that was killed above it, keeps the folder and would make the next start fail. It is
 * called only while the folder is {@link ClaimedFolder claimed}, so no living application can be using it.
 */
final class OrphanedPostmaster {

    private static final Log logger = LogFactory.getLog(OrphanedPostmaster.class);

    private static final int PATIENCE_SECONDS = 10;

    private OrphanedPostmaster() {}

    static void stop(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> orphan = processNamedIn(pidFile);
        if (orphan.isPresent()) {
            logger.warn("Stopping the PostgreSQL process " + orphan.get().pid() + ", left behind in " + data
                    + " by an application that was killed.");
            end(orphan.get());
        }
        // The number may belong to an unrelated process by now, which PostgreSQL would take for a rival.
        Files.deleteIfExists(pidFile);
    }

    private static Optional<ProcessHandle> processNamedIn(Path pidFile) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(OrphanedPostmaster::isPostgres);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> {
                    String name = String.valueOf(Path.of(command).getFileName());
                    return name.equals("postgres") || name.equals("postgres.exe");
                })
                .orElse(false);
    }

    private static void end(ProcessHandle process) throws IOException {
        process.destroy();
        if (!isGone(process)) {
            process.destroyForcibly(); // safe: the write-ahead log is replayed at the next start
            if (!isGone(process)) {
                throw new IOException("The PostgreSQL process " + process.pid() + " cannot be stopped");
            }
        }
    }

    private static boolean isGone(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException ex) {
            return false;
        } catch (ExecutionException ex) {
            throw new IOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IOException(ex);
        }
    }
}
