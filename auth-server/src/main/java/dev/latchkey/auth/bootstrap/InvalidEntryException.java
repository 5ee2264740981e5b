package dev.latchkey.auth.bootstrap;

/** Something in the file cannot be applied. The reason never quotes a value that may be a secret. */
class InvalidEntryException extends RuntimeException {

    private final String path;
    private final String reason;

    InvalidEntryException(String path, String reason) {
        super(reason);
        this.path = path;
        this.reason = reason;
    }

    /** {@code clients[1].redirect_uris[0]}; empty for the file as a whole. */
    String path() {
        return path;
    }

    String reason() {
        return reason;
    }
}
