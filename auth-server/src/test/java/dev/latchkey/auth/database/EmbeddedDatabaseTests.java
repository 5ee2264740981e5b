package dev.latchkey.auth.database;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.auth.startup.StartupFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTests {

    private static final Path BINARIES = Path.of("target", "postgresql");

    /** One for all tests: a start on existing data takes a tenth of a second, a first one several times that. */
    @TempDir
    static Path folder;

    @TempDir
    Path otherFolder;

    @BeforeAll
    static void makesItsDataAnewAfterAFirstStartThatWasCutShort() throws Exception {
        Files.createDirectories(folder.resolve("postgres.new/base"));
        Files.writeString(folder.resolve("postgres.new/PG_VERSION"), "18");
        try (EmbeddedDatabase database = start()) {
            execute(database, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('kept')");
        }
        assertThat(folder.resolve("postgres.new")).doesNotExist();
    }

    @Test
    void keepsItsDataOverRestarts() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            assertThat(query(database, "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void isAsDurableAsInProduction() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            assertThat(query(database, "SHOW fsync")).isEqualTo("on");
            assertThat(query(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(database, "SHOW full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void letsInNobodyButTheApplicationsRoleWithItsPassword() throws Exception {
        try (EmbeddedDatabase database = start()) {
            assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(database, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            String url = database.getJdbcUrl();
            assertThatThrownBy(() -> DriverManager.getConnection(url, "latchkey", "guess"))
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", database.getPassword()))
                    .hasMessageContaining("no pg_hba.conf entry");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void keepsTheGeneratedPasswordToItsOwner() throws IOException {
        try (EmbeddedDatabase database = start()) {
            Path file = folder.resolve("postgres/latchkey.password");
            assertThat(Files.readString(file).strip())
                    .isEqualTo(database.getPassword())
                    .hasSize(64);
            assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("postgres"))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void saysWhichProcessUsesTheFolderAndStartsAfterThatOneWasKilled() throws Exception {
        Server server = Server.launch(folder);
        try {
            refuses(folder, 0)
                    .withMessageContaining("in use by another running auth-server (process " + server.process.pid())
                    .satisfies(failure -> assertThat(failure.action()).contains("LATCHKEY_DATA_DIR"));
        } finally {
            server.process.destroyForcibly().waitFor();
        }
        ProcessHandle orphan = postmaster();
        assertThat(orphan.info().command())
                .hasValueSatisfying(command -> assertThat(command).contains("postgres"));

        try (EmbeddedDatabase database = start()) {
            // What nobody waits for may linger as a number without a program.
            assertThat(orphan.info().command()).isEmpty();
            assertThat(postmaster()).isNotEqualTo(orphan);
            assertThat(query(database, "SELECT text FROM acknowledged")).isEqualTo("before the kill");
        }
    }

    @Test
    void isNotConfusedByAProcessThatGotTheNumberOfAnOldOne() throws Exception {
        start().close();
        Files.write(
                folder.resolve("postgres/postmaster.pid"),
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        folder.resolve("postgres").toString(),
                        "1",
                        "5432",
                        "",
                        "127.0.0.1",
                        "1 1",
                        "ready"));
        start().close();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            refuses(folder, other.getLocalPort())
                    .withMessageContaining("Port " + other.getLocalPort() + " on 127.0.0.1 is taken")
                    .satisfies(failure -> assertThat(failure.action()).contains("LATCHKEY_DATABASE_PORT"));
        }
        start().close(); // and has let go of the folder
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws IOException {
        Path file = Files.createFile(otherFolder.resolve("file"));
        refuses(file.resolve("auth"), 0).withMessageContaining("cannot be created or written");
    }

    @Test
    void refusesDataOfAnotherMajorVersion() throws IOException {
        Files.createDirectories(otherFolder.resolve("postgres"));
        Files.writeString(otherFolder.resolve("postgres/PG_VERSION"), "14\n");
        refuses(otherFolder, 0).withMessageContaining("written by PostgreSQL 14, and this server brings PostgreSQL 18");
        assertThat(otherFolder.resolve("postgres")).isDirectoryContaining("glob:**PG_VERSION");
    }

    @Test
    void saysWhatIsMissingWhereRootHasNoUserNamespace() throws IOException {
        PostgresBinaries binaries = PostgresBinaries.unpack(BINARIES);
        PostgresCommand absent = new PostgresCommand(binaries, List.of("no-such-unshare", "-U"));
        PostgresCommand forbidden = new PostgresCommand(binaries, List.of("false"));
        for (PostgresCommand command : List.of(absent, forbidden)) {
            assertThatExceptionOfType(StartupFailure.class)
                    .isThrownBy(() -> command.run("postgres", List.of("--version"), ""))
                    .withMessageContaining("refuses to run as root")
                    .satisfies(failure -> assertThat(failure.action()).contains("ordinary user"));
        }
    }

    private static EmbeddedDatabase start() {
        return start(folder, 0);
    }

    private static EmbeddedDatabase start(Path folder, int port) {
        return EmbeddedDatabase.start(folder, new DatabaseProperties(port, BINARIES));
    }

    private static ThrowableAssertAlternative<StartupFailure> refuses(Path folder, int port) {
        return assertThatExceptionOfType(StartupFailure.class).isThrownBy(() -> start(folder, port));
    }

    private static void execute(EmbeddedDatabase database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
    }

    private static ProcessHandle postmaster() throws IOException {
        String pid =
                Files.readAllLines(folder.resolve("postgres/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    /** A server of its own process, which can be killed. It runs until its input ends. */
    record Server(Process process) {

        static Server launch(Path folder) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Server.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()));
            StringBuilder said = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals("READY")) {
                    return new Server(process);
                }
                said.append(line).append('\n');
            }
            throw new AssertionError("The server did not start:\n" + said);
        }

        public static void main(String[] arguments) throws Exception {
            try (EmbeddedDatabase database = EmbeddedDatabaseTests.start(Path.of(arguments[0]), 0)) {
                execute(
                        database,
                        "CREATE TABLE acknowledged (text text)",
                        "INSERT INTO acknowledged VALUES ('before the kill')");
                System.out.println("READY");
                System.in.read();
            }
        }
    }
}
