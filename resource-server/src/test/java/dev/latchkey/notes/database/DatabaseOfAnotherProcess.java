package dev.latchkey.notes.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** A process with a database, made to be killed. */
final class DatabaseOfAnotherProcess {

    private DatabaseOfAnotherProcess() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedDatabase database =
                EmbeddedDatabase.start(Path.of(arguments[0]), new DatabaseProperties(0, arguments[1], arguments[2]));
        try (Connection connection = DriverManager.getConnection(
                        database.getJdbcUrl(), database.getUsername(), database.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
