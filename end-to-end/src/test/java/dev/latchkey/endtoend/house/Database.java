package dev.latchkey.endtoend.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;

/** The embedded database of an application, found as somebody finds it who has the machine: by its files. */
public final class Database {

    private static final String NAME = "latchkey";

    private final Path folder;

    /** @param folder somewhere below is the data of one running PostgreSQL */
    Database(Path folder) {
        this.folder = folder;
    }

    public Connection connect() throws SQLException {
        Path data = dataFolder();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port(data) + "/" + NAME,
                NAME,
                read(data.resolve("latchkey.password")));
    }

    /** As another application is told of it. */
    Map<String, String> asEnvironment() {
        Path data = dataFolder();
        return Map.of(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://127.0.0.1:" + port(data) + "/" + NAME,
                "SPRING_DATASOURCE_USERNAME",
                NAME,
                "SPRING_DATASOURCE_PASSWORD",
                read(data.resolve("latchkey.password")));
    }

    /** Tables, indexes and the write-ahead log. */
    public Path dataFolder() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No running PostgreSQL below " + folder))
                    .getParent();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The fourth line of the file that a running PostgreSQL keeps. */
    private static String port(Path data) {
        return read(data.resolve("postmaster.pid")).lines().toList().get(3).strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
