package dev.latchkey.auth.account;

/** Nobody would be left who can administer. */
public class LastAdministratorException extends RuntimeException {

    LastAdministratorException() {
        super("No administrator would be left");
    }
}
