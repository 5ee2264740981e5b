package dev.latchkey.auth.administration;

/** There is no such application. */
class NoSuchApplicationException extends RuntimeException {

    NoSuchApplicationException() {
        super("There is no such application.");
    }
}
