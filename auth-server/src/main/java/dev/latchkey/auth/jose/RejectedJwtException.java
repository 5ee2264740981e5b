package dev.latchkey.auth.jose;

/** A JWT that somebody sent is not accepted. The message is for the log, not for whoever sent it. */
public final class RejectedJwtException extends Exception {

    public RejectedJwtException(String message) {
        super(message, null, false, false);
    }
}
