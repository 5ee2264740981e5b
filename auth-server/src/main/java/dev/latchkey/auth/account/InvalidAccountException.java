package dev.latchkey.auth.account;

/** An account may not be as asked. The message is a reason for the operator, the field is named as in the bootstrap file. */
public class InvalidAccountException extends RuntimeException {

    private final String field;
    private final String reason;

    public InvalidAccountException(String field, String reason) {
        super(reason);
        this.field = field;
        this.reason = reason;
    }

    /** The offending attribute: {@code username}, {@code email} and so on. */
    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }
}
