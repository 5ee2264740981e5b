package dev.latchkey.auth.client;

/** Another client has this client_id, or one that differs only in case. */
public class TakenClientIdException extends RuntimeException {

    TakenClientIdException() {
        super("Another client has this client_id");
    }
}
