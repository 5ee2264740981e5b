package dev.latchkey.auth.administration;

/** There is no such account. */
class NoSuchAccountException extends RuntimeException {

    NoSuchAccountException() {
        super("There is no such account.");
    }
}
