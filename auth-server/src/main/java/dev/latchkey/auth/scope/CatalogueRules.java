package dev.latchkey.auth.scope;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

/** What a scope and a resource must get right. */
final class CatalogueRules {

    private static final int NAME_LIMIT = 100;
    private static final int TITLE_LIMIT = 100;
    private static final int DESCRIPTION_LIMIT = 500;
    private static final int IDENTIFIER_LIMIT = 500;

    /** RFC 6749, section 3.3, without the comma, which lists of scopes in configuration need. */
    private static final Pattern NAME = Pattern.compile("[\\x21\\x23-\\x2B\\x2D-\\x5B\\x5D-\\x7E]+");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private CatalogueRules() {}

    static void check(Scope scope) {
        require(
                NAME.matcher(scope.name()).matches() && scope.name().length() <= NAME_LIMIT,
                "name",
                "is no scope value");
        require(
                OpenIdScopes.ALL.stream().noneMatch(builtIn -> builtIn.name().equals(scope.name())),
                "name",
                "'" + scope.name() + "' belongs to OpenID Connect and always exists");
        require(!scope.title().isBlank(), "title", "is empty: people read it on the consent page");
        requireReadable("title", scope.title(), TITLE_LIMIT);
        requireReadable("description", scope.description(), DESCRIPTION_LIMIT);
    }

    static void check(ProtectedResource resource, Set<String> declaredScopes) {
        require(isAudience(resource.identifier()), "identifier", "is no absolute URI without fragment");
        int i = 0;
        for (String scope : resource.scopes()) {
            require(declaredScopes.contains(scope), "scopes[" + i++ + "]", "'" + scope + "' is not declared");
        }
    }

    private static boolean isAudience(String identifier) {
        try {
            URI uri = new URI(identifier);
            return identifier.length() <= IDENTIFIER_LIMIT && uri.isAbsolute() && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void requireReadable(String field, String text, int limit) {
        require(text.codePointCount(0, text.length()) <= limit, field, "is longer than " + limit + " characters");
        require(!INVISIBLE.matcher(text).find(), field, "holds characters that cannot be seen");
    }

    private static void require(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidCatalogueException(field, reason);
        }
    }
}
