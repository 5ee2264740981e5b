package dev.latchkey.notes.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/**
 * One PostgreSQL process on one folder, for as long as the application runs.
 *
 * <p>It is as durable as a real one (fsync and synchronous commit on), listens on loopback only and asks for a password
 * from its first second; the application's role owns its database and is no superuser.
 */
final class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {

    private static final Log logger = LogFactory.getLog(EmbeddedDatabase.class);

    private static final String ROLE = "notes";

    private final ClaimedFolder folder;

    private final EmbeddedPostgres postgres;

    private final String password;

    private EmbeddedDatabase(ClaimedFolder folder, EmbeddedPostgres postgres, String password) {
        this.folder = folder;
        this.postgres = postgres;
        this.password = password;
    }

    static EmbeddedDatabase start(Path path, DatabaseProperties properties) {
        ClaimedFolder folder = ClaimedFolder.claim(path);
        try {
            HostRequirements.check(properties.port());
            Path data = path.resolve("postgres");
            OrphanedPostmaster.stop(data);
            if (!Files.exists(data)) {
                initialize(path, data, properties);
            }
            EmbeddedPostgres postgres = launch(path, data, properties);
            logger.info(
                    "Embedded PostgreSQL is ready on loopback port " + postgres.getPort() + ", data in " + data + ".");
            return new EmbeddedDatabase(folder, postgres, properties.password());
        } catch (IOException | SQLException | RuntimeException | ExceptionInInitializerError ex) {
            folder.close();
            throw DatabaseStartFailure.of(path, ex);
        }
    }

    /** In a folder beside the final one, so that a start killed half way leaves nothing that looks complete. */
    private static void initialize(Path path, Path data, DatabaseProperties properties)
            throws IOException, SQLException {
        Path draft = path.resolve("postgres.new");
        OrphanedPostmaster.stop(draft);
        FileSystemUtils.deleteRecursively(draft);
        try (EmbeddedPostgres postgres = launch(path, draft, properties);
                Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            String literal = statement.enquoteLiteral(properties.password());
            statement.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD " + literal);
            statement.execute("CREATE DATABASE " + ROLE + " OWNER " + ROLE);
            statement.execute("REVOKE CONNECT ON DATABASE " + ROLE + " FROM PUBLIC");
        }
        Files.move(draft, data);
    }

    private static EmbeddedPostgres launch(Path path, Path data, DatabaseProperties properties) throws IOException {
        Path adminPassword = Files.createTempFile(path, "password", ".tmp");
        File binaries = path.resolve("binaries").toFile();
        try {
            Files.writeString(adminPassword, properties.adminPassword());
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(binaries)
                    // Spring closes it after the connection pool; a shutdown hook of its own would be too early.
                    .setRegisterShutdownHook(false)
                    .setPort(properties.port())
                    .setPGStartupWait(Duration.ofSeconds(30))
                    .setConnectConfig("password", properties.adminPassword())
                    .setLocaleConfig("auth", "scram-sha-256") // passed to initdb as they stand
                    .setLocaleConfig("pwfile", adminPassword.toString())
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("password_encryption", "scram-sha-256")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "60")
                    .start();
        } finally {
            Files.deleteIfExists(adminPassword);
            keepPrivate(binaries.toPath());
        }
    }

    /** The library opens this folder to every user of the machine; what we execute must be writable by us alone. */
    private static void keepPrivate(Path binaries) throws IOException {
        if (Files.exists(binaries) && Files.getFileStore(binaries).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(binaries, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Override
    public String getUsername() {
        return ROLE;
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + ROLE;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } finally {
            folder.close();
        }
    }
}
