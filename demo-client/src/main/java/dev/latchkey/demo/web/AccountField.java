package dev.latchkey.demo.web;

import java.util.Map;

/** The hidden field that says for whom a form was rendered, so that nobody else's sign-in sends it. */
public final class AccountField {

    /** Name of the field. */
    public static final String NAME = "account";

    private AccountField() {}

    /** Whether these parameters come from a form that was rendered for another account. */
    public static boolean isOfSomebodyElse(Map<String, String[]> parameters, String account) {
        String[] owner = parameters.get(NAME);
        return owner != null && !(owner.length == 1 && owner[0].equals(account));
    }
}
