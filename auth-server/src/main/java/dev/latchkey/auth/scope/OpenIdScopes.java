package dev.latchkey.auth.scope;

import java.util.List;

/**
 * The scopes that exist in every installation. Their words come from the messages alone ({@code scope.openid.title} and
 * so on), which is why the declared words here are only the name.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims">OpenID Connect Core, section 5.4</a>
 */
final class OpenIdScopes {

    static final List<Scope> ALL = List.of(
            builtIn("openid"),
            builtIn("profile"),
            builtIn("email"),
            builtIn("address"),
            builtIn("phone"),
            builtIn("offline_access"),
            builtIn("roles"));

    private OpenIdScopes() {}

    private static Scope builtIn(String name) {
        return new Scope(name, name, "", false);
    }
}
