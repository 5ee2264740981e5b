package dev.latchkey.auth.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.auth.secret.PrivateFile;
import dev.latchkey.auth.startup.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * One data folder of PostgreSQL: made, started, stopped.
 *
 * <p>The application's role owns its database and is no superuser, as it should be in production too. It has a
 * generated password and is the only one that can connect; the superuser has no password and no way in.
 */
final class PostgresCluster {

    private static final Logger log = LoggerFactory.getLogger(PostgresCluster.class);

    /** Of the role and of its database. */
    static final String NAME = "latchkey";

    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            max_connections = 60

            # What was acknowledged survives a power cut, as in production.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            # Nobody replicates from here, so nothing is written for them.
            wal_level = minimal
            max_wal_senders = 0
            max_wal_size = 256MB

            timezone = 'UTC'
            log_timezone = 'UTC'
            lc_messages = 'C'
            # A failed statement may carry what must not be in a log.
            log_min_error_statement = panic
            log_checkpoints = off
            """;

    private static final String ACCESS =
            "# TYPE DATABASE USER ADDRESS METHOD\nhost %1$s %1$s 127.0.0.1/32 scram-sha-256\n".formatted(NAME);

    private final Path folder;
    private final Path logFile;
    private final PostgresBinaries binaries;
    private final PostgresCommand command;

    PostgresCluster(Path folder, PostgresBinaries binaries, PostgresCommand command) {
        this.folder = folder;
        this.logFile = folder.resolveSibling(folder.getFileName() + ".log");
        this.binaries = binaries;
        this.command = command;
    }

    Path folder() {
        return folder;
    }

    /** Made in a folder beside and renamed, so that a start that is killed half way leaves nothing half made. */
    void createIfMissing() throws IOException {
        if (Files.exists(folder)) {
            refuseOtherMajorVersion();
            return;
        }
        Path draft = folder.resolveSibling(folder.getFileName() + ".new");
        FileSystemUtils.deleteRecursively(draft);
        command.runOrFail("initdb", initialisation(draft), "");
        String password = PrivateFile.readOrCreate(passwordFile(draft), PostgresCluster::generatePassword);
        command.runOrFail(
                "postgres",
                List.of(
                        "--single",
                        "-D",
                        draft.toString(),
                        "-c",
                        "exit_on_error=on",
                        "-c",
                        "log_min_error_statement=panic",
                        "postgres"),
                """
                CREATE ROLE %1$s LOGIN PASSWORD '%2$s'
                CREATE DATABASE %1$s OWNER %1$s
                REVOKE ALL ON DATABASE %1$s FROM PUBLIC
                """.formatted(NAME, password));
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    String password() throws IOException {
        return Files.readString(passwordFile(folder), UTF_8).strip();
    }

    /** Returns when it accepts connections. */
    void start(int port) throws IOException {
        Files.writeString(folder.resolve("postgresql.conf"), SETTINGS.formatted(port));
        Files.writeString(folder.resolve("pg_hba.conf"), ACCESS);
        Files.deleteIfExists(logFile);
        // pg_ctl detaches it from our terminal: Ctrl-C must reach the server first, and the database last.
        PostgresCommand.Result result = command.run(
                "pg_ctl",
                List.of("start", "-D", folder.toString(), "-l", logFile.toString(), "-w", "-t", "60", "-s"),
                "");
        if (!result.succeeded()) {
            stop("immediate"); // in case it only took too long
            throw startFailure(port, result.output());
        }
    }

    /** Cuts connections and writes everything down; after a while it stops without the latter, which loses nothing. */
    void stop() throws IOException {
        if (!stop("fast") && !stop("immediate")) {
            log.warn("PostgreSQL in {} was not running any more, or did not stop; see {}", folder, logFile);
        }
    }

    private boolean stop(String mode) throws IOException {
        return command.run("pg_ctl", List.of("stop", "-D", folder.toString(), "-m", mode, "-w", "-t", "20", "-s"), "")
                .succeeded();
    }

    private static List<String> initialisation(Path target) {
        return List.of(
                "-D",
                target.toString(),
                "--username=postgres",
                "--auth=reject",
                "--encoding=UTF8",
                // The same order of text on every machine, whatever locales it has.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions");
    }

    /** In the data folder itself, so that the two cannot be separated. */
    private static Path passwordFile(Path folder) {
        return folder.resolve("latchkey.password");
    }

    private static String generatePassword() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private void refuseOtherMajorVersion() throws IOException {
        String data = Files.readString(folder.resolve("PG_VERSION")).strip();
        String programs = binaries.majorVersion();
        if (!data.equals(programs)) {
            throw new StartupFailure(
                    "The data in " + folder + " was written by PostgreSQL " + data
                            + ", and this server brings PostgreSQL " + programs + ".",
                    "Start the version that wrote it and take a dump with pg_dump, or move the folder away to start with"
                            + " empty data. Nothing was changed.");
        }
    }

    private IOException startFailure(int port, String output) throws IOException {
        String said = Files.exists(logFile) ? Files.readString(logFile) : output;
        return said.contains("Address already in use")
                ? new PortTakenException(port)
                : new IOException("PostgreSQL did not start:\n" + said);
    }
}
