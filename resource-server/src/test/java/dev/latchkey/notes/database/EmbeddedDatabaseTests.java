package dev.latchkey.notes.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class EmbeddedDatabaseTests {

    private static final DatabaseProperties SETTINGS = new DatabaseProperties(0, "role-password", "admin-password");

    @TempDir
    Path folder;

    @Test
    void keepsItsDataIsDurableAndAsksForAPassword() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, SETTINGS)) {
            try (Connection connection = connect(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
                assertThat(show(statement, "fsync")).isEqualTo("on");
                assertThat(show(statement, "synchronous_commit")).isEqualTo("on");
                assertThat(show(statement, "full_page_writes")).isEqualTo("on");
                assertThat(show(statement, "listen_addresses")).isEqualTo("127.0.0.1");
                assertThat(show(statement, "is_superuser")).isEqualTo("off");
            }
            try (Connection connection =
                            DriverManager.getConnection(database.getJdbcUrl(), "postgres", SETTINGS.adminPassword());
                    Statement statement = connection.createStatement()) {
                assertThat(show(statement, "unix_socket_directories")).isEmpty();
            }
            for (String user : new String[] {"notes", "postgres"}) {
                assertThatThrownBy(() -> DriverManager.getConnection(database.getJdbcUrl(), user, "wrong"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password");
            }
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, SETTINGS);
                Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT answer FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void aFolderInUseIsRefusedWithAnExplanation() {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, SETTINGS)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder, SETTINGS)).satisfies(failure -> {
                FailureAnalysis analysis = new DatabaseStartFailureAnalyzer().analyze(failure);
                assertThat(analysis).isNotNull();
                assertThat(analysis.getDescription())
                        .contains("in use by another running notes API", folder.toString());
                assertThat(analysis.getAction()).contains("latchkey.data-dir", "spring.datasource.url");
            });
            assertThat(database.getJdbcUrl()).startsWith("jdbc:postgresql://127.0.0.1:");
        }
    }

    @Test
    void aPortInUseIsRefusedWithAnExplanation() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DatabaseProperties settings = new DatabaseProperties(taken.getLocalPort(), "a", "b");
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder, settings))
                    .isInstanceOf(DatabaseStartFailure.class)
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
        EmbeddedDatabase.start(folder, SETTINGS).close(); // the failure gave the folder back
    }

    @Test
    void aFolderThatCannotBeWrittenIsExplained() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> EmbeddedDatabase.start(file.resolve("notes"), SETTINGS))
                .isInstanceOf(DatabaseStartFailure.class)
                .hasMessageContaining("cannot be created or written");
    }

    @Test
    void aPostmasterLeftBehindIsStoppedAndItsDataKept() throws Exception {
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DatabaseOfAnotherProcess.class.getName(),
                        folder.toString(),
                        SETTINGS.password(),
                        SETTINGS.adminPassword())
                .redirectErrorStream(true)
                .start();
        assertThat(killed.inputReader().lines().anyMatch("ready"::equals)).isTrue();
        killed.destroyForcibly().waitFor();
        long orphan = Long.parseLong(Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
        assertThat(ProcessHandle.of(orphan)).get().matches(ProcessHandle::isAlive);

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, SETTINGS);
                Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            assertThat(ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false))
                    .isFalse();
            assertThat(show(statement, "fsync")).isEqualTo("on");
            statement.executeQuery("SELECT answer FROM kept").close();
        }
    }

    @Test
    void aPidFileThatNamesAnotherProgramIsNotActedUpon() throws Exception {
        EmbeddedDatabase.start(folder, SETTINGS).close();
        Process innocent = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(folder.resolve("postgres/postmaster.pid"), innocent.pid() + "\n" + folder + "\n");
            EmbeddedDatabase.start(folder, SETTINGS).close();
            assertThat(innocent.isAlive()).isTrue();
        } finally {
            innocent.destroy();
        }
    }

    @Test
    void aStartKilledInTheMiddleOfTheFirstTimeIsBegunAgain() throws Exception {
        Files.createDirectories(folder.resolve("postgres.new"));
        Files.writeString(folder.resolve("postgres.new/postgresql.conf"), "half written");
        EmbeddedDatabase.start(folder, SETTINGS).close();
        assertThat(folder.resolve("postgres.new")).doesNotExist();
        assertThat(folder.resolve("postgres/PG_VERSION")).exists();
    }

    @Test
    void passwordsAreNotPrinted() {
        assertThat(SETTINGS.toString()).doesNotContain("password");
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
    }

    private static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
