package dev.latchkey.auth.mfa;

/** The account has to have a second factor, and this is its last one. */
public class LastFactorException extends RuntimeException {

    LastFactorException() {
        super("The last second factor of an account that has to have one stays");
    }
}
