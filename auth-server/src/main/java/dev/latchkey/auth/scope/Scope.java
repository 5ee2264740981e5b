package dev.latchkey.auth.scope;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * One scope value and the words that explain it to a person.
 *
 * @param sensitive whether the consent page gives it weight
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749, section 3.3</a>
 */
public record Scope(String name, String title, String description, boolean sensitive) {

    /** The title in the reader's language: {@code scope.<name>.title} of the messages, the declared title without it. */
    public MessageSourceResolvable titleMessage() {
        return message("title", title);
    }

    /** The description in the reader's language, found like {@link #titleMessage()}. */
    public MessageSourceResolvable descriptionMessage() {
        return message("description", description);
    }

    private MessageSourceResolvable message(String part, String declared) {
        return new DefaultMessageSourceResolvable(new String[] {"scope." + name + "." + part}, declared);
    }
}
