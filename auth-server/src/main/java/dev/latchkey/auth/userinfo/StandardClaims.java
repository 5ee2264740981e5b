package dev.latchkey.auth.userinfo;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.authorization.RequestedClaim;
import dev.latchkey.auth.scope.ScopeClaims;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A person as the claims of OpenID Connect Core §5.1, as far as a client may know them. {@code sub} is not among them. */
final class StandardClaims {

    private StandardClaims() {}

    /**
     * @param scopes each lets the client know its claims (§5.4)
     * @param requested claims granted one by one (§5.5), with the values that the client wants
     */
    static Map<String, Object> of(Account account, Collection<String> scopes, Map<String, RequestedClaim> requested) {
        Map<String, Object> claims = all(account);
        claims.entrySet().removeIf(claim -> {
            RequestedClaim single = requested.get(claim.getKey());
            return !ScopeClaims.areIn(scopes, claim.getKey()) && (single == null || !single.accepts(claim.getValue()));
        });
        return claims;
    }

    /** All that an account has. Whoever gives accounts a further property adds its claim here and nowhere else. */
    private static Map<String, Object> all(Account account) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("name", account.getName());
        claims.put("preferred_username", account.getUsername());
        if (account.getBirthdate() != null) {
            claims.put("birthdate", account.getBirthdate().toString());
        }
        claims.put("updated_at", account.getUpdatedAt().getEpochSecond());
        claims.put("email", account.getEmail());
        claims.put("email_verified", account.isEmailVerified());
        claims.put("roles", List.copyOf(account.getRoles()));
        return claims;
    }
}
