package dev.latchkey.notes.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the embedded database.
 *
 * @param port port on loopback; 0 takes any free one
 * @param password password of the role the application connects as; generated in local mode
 * @param adminPassword password of the superuser, used once to create that role; generated in local mode
 */
@ConfigurationProperties("latchkey.database")
record DatabaseProperties(
        @DefaultValue("0") int port,
        @DefaultValue("") String password,
        @DefaultValue("") String adminPassword) {

    @Override
    public String toString() {
        return "DatabaseProperties[port=" + port + "]";
    }
}
