package dev.latchkey.auth.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.latchkey.auth.secret.PrivateFile;
import dev.latchkey.auth.startup.StartupFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The claim of one running server on its data folder. The operating system ends it, however the process dies. */
final class FolderLock implements AutoCloseable {

    /** Far behind the content, because Windows keeps others from reading what is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock claim(Path folder) {
        Path file = folder.resolve("lock");
        try {
            PrivateFile.createFolder(folder);
            FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw taken(folder, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
            return new FolderLock(channel);
        } catch (IOException e) {
            throw StartupFailure.unusableFolder(folder, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static StartupFailure taken(Path folder, String processId) {
        return new StartupFailure(
                "The data folder " + folder + " is in use by another running auth-server (process " + processId + ").",
                "Stop that process, or give this one a folder of its own: latchkey.data-dir (environment:"
                        + " LATCHKEY_DATA_DIR).");
    }
}
