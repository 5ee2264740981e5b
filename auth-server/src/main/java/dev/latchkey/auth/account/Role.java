package dev.latchkey.auth.account;

import java.util.regex.Pattern;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * What accounts may be here, and the words that explain it to a person.
 *
 * @param name as it stands in the {@code roles} claim
 */
public record Role(String name, String title, String description) {

    /** What everybody is. */
    public static final String USER = "USER";

    /** May register applications. */
    public static final String DEVELOPER = "DEVELOPER";

    /** May administer accounts, applications and keys. */
    public static final String ADMIN = "ADMIN";

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,49}");

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The title in the reader's language: {@code role.<name>.title} of the messages, the declared title without it. */
    public MessageSourceResolvable titleMessage() {
        return message("title", title);
    }

    /** The description in the reader's language, found like {@link #titleMessage()}. */
    public MessageSourceResolvable descriptionMessage() {
        return message("description", description);
    }

    private MessageSourceResolvable message(String part, String declared) {
        return new DefaultMessageSourceResolvable(new String[] {"role." + name + "." + part}, declared);
    }
}
