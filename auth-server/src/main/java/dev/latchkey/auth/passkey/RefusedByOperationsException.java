package dev.latchkey.auth.passkey;

/** Spring Security's operations do not accept what a browser sent. The message says why, for the log. */
class RefusedByOperationsException extends Exception {

    RefusedByOperationsException(RuntimeException refusal) {
        super(refusal.getClass().getSimpleName() + ": " + refusal.getMessage(), refusal);
    }
}
