package dev.latchkey.auth.client;

/** The client was changed since it was read. */
public class StaleClientException extends RuntimeException {

    StaleClientException() {
        super("The client was changed since it was read");
    }
}
