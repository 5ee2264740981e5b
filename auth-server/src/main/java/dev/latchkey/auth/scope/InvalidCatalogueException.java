package dev.latchkey.auth.scope;

/** A scope or a resource may not be as asked. The message is a reason for the operator. */
public class InvalidCatalogueException extends RuntimeException {

    private final String field;
    private final String reason;

    InvalidCatalogueException(String field, String reason) {
        super(reason);
        this.field = field;
        this.reason = reason;
    }

    /** The offending attribute, named as in the bootstrap file: {@code title}, {@code scopes[1]}. */
    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }
}
