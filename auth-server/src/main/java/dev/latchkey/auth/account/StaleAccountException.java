package dev.latchkey.auth.account;

/** The account was changed since it was looked at. */
public class StaleAccountException extends RuntimeException {

    StaleAccountException() {
        super("The account was changed meanwhile");
    }
}
