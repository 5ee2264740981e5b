package dev.latchkey.auth.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A file with a generated secret, which only the user that runs the server may read: never readable by others, not
 * even for the moment between creation and a change of its permissions.
 */
public final class PrivateFile {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFile() {}

    /** The content; made first, and once even if two processes ask at the same time, when the file is new. */
    public static String readOrCreate(Path file, Supplier<String> generator) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), ownerOnly("rw-------"))) {
            channel.lock(); // until it is closed
            // Empty also when a process was killed between creating and writing: nothing was made with it yet.
            if (channel.size() == 0) {
                channel.write(ByteBuffer.wrap((generator.get() + "\n").getBytes(UTF_8)));
                channel.force(true);
                channel.position(0);
            }
            return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8).strip();
        }
    }

    /** Creates a folder that only its owner may enter; folders above it are created as usual. */
    public static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectories(folder, ownerOnly("rwx------"));
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        // Elsewhere (Windows) what lies in the user's folders is already the user's alone.
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
