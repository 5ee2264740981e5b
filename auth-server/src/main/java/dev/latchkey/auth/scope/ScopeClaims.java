package dev.latchkey.auth.scope;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which claims about a person belong to which scope. A claim that is requested by itself is asked for and allowed like the
 * scope that it belongs to (docs/decisions/0070-claims-are-allowed-like-their-scope.md).
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims">OpenID Connect Core, section 5.4</a>
 */
public final class ScopeClaims {

    private static final Map<String, String> SCOPES = scopes(Map.of(
            "profile",
            List.of(
                    "name",
                    "family_name",
                    "given_name",
                    "middle_name",
                    "nickname",
                    "preferred_username",
                    "profile",
                    "picture",
                    "website",
                    "gender",
                    "birthdate",
                    "zoneinfo",
                    "locale",
                    "updated_at"),
            "email",
            List.of("email", "email_verified"),
            "address",
            List.of("address"),
            "phone",
            List.of("phone_number", "phone_number_verified"),
            "roles",
            List.of("roles")));

    private ScopeClaims() {}

    /** The scope of a claim; none for one that is about nobody, or not known. */
    public static Optional<String> scopeOf(String claim) {
        return Optional.ofNullable(SCOPES.get(claim));
    }

    /** Whether one of the scopes lets a client have the claim. */
    public static boolean areIn(Collection<String> scopes, String claim) {
        return scopeOf(claim).filter(scopes::contains).isPresent();
    }

    private static Map<String, String> scopes(Map<String, List<String>> claims) {
        Map<String, String> scopes = new LinkedHashMap<>();
        claims.forEach((scope, names) -> names.forEach(name -> scopes.put(name, scope)));
        return Collections.unmodifiableMap(scopes);
    }
}
