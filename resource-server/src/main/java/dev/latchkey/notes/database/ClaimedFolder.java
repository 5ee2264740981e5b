package dev.latchkey.notes.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The claim of one running application on one data folder. The operating system gives it up when the process dies,
 * however it dies, so whoever holds it knows that a postmaster found in the folder is nobody's.
 */
final class ClaimedFolder implements AutoCloseable {

    private final FileChannel channel;

    private ClaimedFolder(FileChannel channel) {
        this.channel = channel;
    }

    static ClaimedFolder claim(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw DatabaseStartFailure.folderTaken(folder);
            }
            return new ClaimedFolder(channel);
        } catch (IOException ex) {
            throw DatabaseStartFailure.folderUnusable(folder, ex);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ex) {
            return null; // another application context of this process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
