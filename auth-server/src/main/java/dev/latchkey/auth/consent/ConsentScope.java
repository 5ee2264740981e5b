package dev.latchkey.auth.consent;

import dev.latchkey.auth.scope.Scope;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;

/**
 * A scope as a person reads it.
 *
 * @param required whether the application gets nothing at all without it
 */
public record ConsentScope(String name, String title, String description, boolean sensitive, boolean required) {

    /** In the words of the message files where they have some, which the scopes of OpenID Connect do. */
    public static ConsentScope of(Scope scope, MessageSource messages, Locale language) {
        String key = "scope." + scope.name();
        return new ConsentScope(
                scope.name(),
                Objects.requireNonNull(messages.getMessage(key + ".title", null, scope.title(), language)),
                Objects.requireNonNull(messages.getMessage(key + ".description", null, scope.description(), language)),
                scope.sensitive(),
                scope.name().equals("openid"));
    }
}
