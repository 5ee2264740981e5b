package dev.latchkey.auth.startup;

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

    public String action() {
        return action;
    }
}
