package dev.latchkey.auth.bootstrap;

/** The bootstrap file cannot be applied, and nothing of it was. Stops the start. */
public class BootstrapException extends RuntimeException {

    private final String file;
    private final String path;
    private final String reason;

    BootstrapException(String file, String path, String reason) {
        super(file + ": " + (path.isEmpty() ? reason : path + " " + reason));
        this.file = file;
        this.path = path;
        this.reason = reason;
    }

    public String file() {
        return file;
    }

    /** The place in the file: {@code clients[1].redirect_uris[0]}; empty for the file as a whole. */
    public String path() {
        return path;
    }

    public String reason() {
        return reason;
    }
}
