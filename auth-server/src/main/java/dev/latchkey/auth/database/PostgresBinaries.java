package dev.latchkey.auth.database;

import dev.latchkey.auth.startup.StartupFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL for this platform, unpacked once into a folder that later starts find. */
final class PostgresBinaries {

    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /** @param parent one folder is made in it for each version, so that an update does not meet old programs */
    static PostgresBinaries unpack(Path parent) throws IOException {
        URLConnection archive = archive().openConnection();
        Path folder = parent.resolve("postgresql-" + fingerprint(archive)).toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            log.info("Unpacking PostgreSQL into {} (once)", folder);
            Files.createDirectories(parent);
            Path draft = Files.createTempDirectory(parent, "unpacking-");
            try (InputStream content = archive.getInputStream()) {
                extract(content, draft);
                publish(draft, folder);
            } finally {
                FileSystemUtils.deleteRecursively(draft);
            }
        }
        return new PostgresBinaries(folder);
    }

    String program(String name) {
        return folder.resolve("bin")
                .resolve(isOn("windows") ? name + ".exe" : name)
                .toString();
    }

    /** The major version, on which the format of the data depends. */
    String majorVersion() throws IOException {
        Path catalog = folder.resolve("share").resolve("postgresql").resolve("postgres.bki");
        try (var lines = Files.lines(catalog)) {
            return lines.findFirst().orElse("").replace("# PostgreSQL ", "").strip();
        }
    }

    private static URL archive() {
        String platform = (isOn("windows") ? "windows" : isOn("mac") ? "darwin" : "linux") + "-" + architecture();
        URL archive = PostgresBinaries.class.getClassLoader().getResource("postgres-" + platform + ".txz");
        if (archive == null) {
            throw new StartupFailure(
                    "This build carries no PostgreSQL for " + platform + ".",
                    "Build on this platform, or use a PostgreSQL of your own: spring.datasource.url (environment:"
                            + " SPRING_DATASOURCE_URL).");
        }
        return archive;
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }

    private static boolean isOn(String system) {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains(system);
    }

    /** The checksum that the jar keeps of the archive: reading it costs nothing, unlike the archive's 15 MB. */
    private static String fingerprint(URLConnection archive) throws IOException {
        long checksum =
                archive instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : archive.getContentLengthLong();
        return Long.toHexString(checksum);
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(archive))) {
            TarArchiveEntry entry;
            while ((entry = entries.getNextEntry()) != null) {
                Path file = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(entries, file);
                }
            }
        }
        try (Stream<Path> programs = Files.list(target.resolve("bin"))) {
            programs.forEach(program -> program.toFile().setExecutable(true));
        }
    }

    /** By one rename, so that nobody ever finds half of it; losing a race against another start is fine. */
    private static void publish(Path draft, Path folder) throws IOException {
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }
}
