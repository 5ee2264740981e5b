package dev.latchkey.auth.account;

/** Somebody else has this user name or e-mail address. */
public class TakenException extends RuntimeException {

    private final String field;

    TakenException(String field) {
        super("The " + field + " is taken");
        this.field = field;
    }

    /** {@code username} or {@code email}. */
    public String field() {
        return field;
    }
}
