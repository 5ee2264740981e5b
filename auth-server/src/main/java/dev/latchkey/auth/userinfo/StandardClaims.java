package dev.latchkey.auth.userinfo;

import dev.latchkey.auth.account.Account;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each scope lets a client know about a person (OpenID Connect Core §5.4). */
final class StandardClaims {

    private StandardClaims() {}

    static Map<String, Object> of(Account account, Collection<String> scopes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", account.getId().toString());
        if (scopes.contains("profile")) {
            claims.put("name", account.getName());
            claims.put("preferred_username", account.getUsername());
            claims.put("updated_at", account.getUpdatedAt().getEpochSecond());
            if (account.getBirthdate() != null) {
                claims.put("birthdate", account.getBirthdate().toString());
            }
        }
        if (scopes.contains("email")) {
            claims.put("email", account.getEmail());
            claims.put("email_verified", account.isEmailVerified());
        }
        if (scopes.contains("roles")) {
            claims.put("roles", List.copyOf(account.getRoles()));
        }
        return claims;
    }
}
