package dev.latchkey.auth.account;

import java.util.Optional;
import java.util.stream.Stream;

/** The orders in which accounts can be listed: these and no others, so that nothing that was sent becomes SQL. */
public enum AccountOrder {
    USERNAME("username", "a.username_key"),
    EMAIL("email", "a.email_key"),
    NAME("name", "lower(a.name)"),
    CREATED_AT("createdAt", "a.created_at");

    private final String parameter;
    private final String column;

    AccountOrder(String parameter, String column) {
        this.parameter = parameter;
        this.column = column;
    }

    /** The name under which clients ask for it. */
    public String parameter() {
        return parameter;
    }

    /** Of the table alias {@code a}. */
    String column() {
        return column;
    }

    /** What a value of the column is cast from and to in a cursor. */
    String type() {
        return this == CREATED_AT ? "timestamptz" : "text";
    }

    static Optional<AccountOrder> of(String parameter) {
        return Stream.of(values())
                .filter(order -> order.parameter.equals(parameter))
                .findFirst();
    }
}
