package dev.latchkey.notes.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The embedded database did not start: what happened, and what a person can do about it. */
final class DatabaseStartFailure extends RuntimeException {

    private static final String OR_CONFIGURE_ONE =
            " Or use a PostgreSQL of your own: set spring.datasource.url, .username and .password.";

    private final String action;

    private DatabaseStartFailure(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action + OR_CONFIGURE_ONE;
    }

    static DatabaseStartFailure folderTaken(Path folder) {
        return new DatabaseStartFailure(
                "The data folder " + folder.toAbsolutePath().normalize() + " is in use by another running notes API.",
                "Stop the other one, or give this one a folder of its own with latchkey.data-dir.",
                null);
    }

    static DatabaseStartFailure folderUnusable(Path folder, Throwable cause) {
        return new DatabaseStartFailure(
                "The data folder " + folder.toAbsolutePath().normalize() + " cannot be created or written.",
                "Make it writable for the user " + System.getProperty("user.name")
                        + ", or choose another with latchkey.data-dir.",
                cause);
    }

    static DatabaseStartFailure portTaken(int port) {
        return new DatabaseStartFailure(
                "Port " + port + " on 127.0.0.1, where the embedded PostgreSQL should listen, is taken.",
                "Free it, or set latchkey.database.port to another number (0 takes any free one).",
                null);
    }

    static DatabaseStartFailure unshareMissing() {
        return new DatabaseStartFailure(
                "The embedded PostgreSQL refuses to run as root, and this machine does not allow a user namespace for it "
                        + "(the command \"unshare -U true\" fails).",
                "Run the notes API as an ordinary user, or allow unprivileged user namespaces and install util-linux.",
                null);
    }

    static DatabaseStartFailure of(Path folder, Throwable cause) {
        if (cause instanceof DatabaseStartFailure known) {
            return known;
        }
        return new DatabaseStartFailure(
                "The embedded PostgreSQL in " + folder.toAbsolutePath().normalize() + " did not start: "
                        + String.valueOf(cause.getMessage()),
                "The lines above by \"postgres\" and \"initdb\" say why. Check that the folder belongs to the user "
                        + System.getProperty("user.name")
                        + ", that the disk has room, and that the data was written by "
                        + "the same major version of PostgreSQL.",
                cause);
    }

    String action() {
        return action;
    }
}
