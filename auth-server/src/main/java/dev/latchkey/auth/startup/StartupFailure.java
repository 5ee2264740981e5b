package dev.latchkey.auth.startup;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The server cannot start for a reason that a person can do something about: what it is, and what to do. */
public final class StartupFailure extends RuntimeException {

    private final String action;

    public StartupFailure(String description, String action) {
        this(description, action, null);
    }

    public StartupFailure(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    public static StartupFailure unusableFolder(Path folder, IOException cause) {
        return new StartupFailure(
                "The data folder " + folder + " cannot be created or written: " + cause,
                "Make it writable for the user '" + System.getProperty("user.name")
                        + "', or choose another: latchkey.data-dir (environment: LATCHKEY_DATA_DIR).",
                cause);
    }

    public String action() {
        return action;
    }
}
