package dev.latchkey.auth.consent;

import dev.latchkey.auth.scope.Scope;

/**
 * A scope as a person reads it.
 *
 * @param required whether the application gets nothing at all without it
 */
record ConsentScope(String name, String title, String description, boolean sensitive, boolean required) {

    static ConsentScope of(Scope scope) {
        return new ConsentScope(
                scope.name(),
                scope.title(),
                scope.description(),
                scope.sensitive(),
                scope.name().equals("openid"));
    }
}
