package dev.latchkey.endtoend.theft;

import dev.latchkey.endtoend.house.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every row of every table as text, by the name of the table. */
final class Dump {

    private Dump() {}

    static Map<String, String> of(Database database) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (String table : tables(connection)) {
                rows.put(table, String.join("\n", column(connection, "select t::text from " + table + " t")));
            }
        }
        return rows;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        return column(connection, """
                select format('%I.%I', table_schema, table_name) from information_schema.tables
                where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                """);
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }
}
