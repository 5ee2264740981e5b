package dev.latchkey.auth.secret;

/** A sealed value cannot be opened: its key is gone, it was altered, or it belongs to another row. */
public class UnsealableException extends RuntimeException {

    UnsealableException(String reason) {
        super(reason);
    }

    UnsealableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
