package dev.latchkey.auth.clientregistration;

/** A registration request is refused, with the status and the error code that the client hears (RFC 7591 §3.2.2). */
final class RegistrationRefusedException extends RuntimeException {

    private final int status;
    private final String error;

    RegistrationRefusedException(int status, String error, String description) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }
}
