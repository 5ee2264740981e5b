package dev.latchkey.endtoend.house;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The embedded database of the authorization server, on a port and with a password that the house chose. */
public record Database(int port, String password) {

    private static final String NAME = "latchkey";

    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + NAME, NAME, password);
    }

    @Override
    public String toString() {
        return "Database[port=" + port + "]";
    }
}
