package dev.latchkey.auth.userinfo;

import dev.latchkey.auth.account.Account;
import dev.latchkey.auth.account.Profile;
import dev.latchkey.auth.authorization.RequestedClaim;
import dev.latchkey.auth.scope.ScopeClaims;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person as the claims of OpenID Connect Core §5.1, as far as a client may know them. {@code sub} is not among them. */
final class StandardClaims {

    private StandardClaims() {}

    /**
     * @param scopes each lets the client know its claims (§5.4)
     * @param requested claims granted one by one (§5.5), with the values that the client wants
     */
    static Map<String, Object> of(
            Account account, Profile profile, Collection<String> scopes, Map<String, RequestedClaim> requested) {
        Map<String, Object> claims = all(account);
        putAll(claims, profile);
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

    /** What the person said beyond that; a claim without a value is left out (§5.3.2). */
    private static void putAll(Map<String, Object> claims, Profile profile) {
        put(claims, "given_name", profile.givenName());
        put(claims, "middle_name", profile.middleName());
        put(claims, "family_name", profile.familyName());
        put(claims, "nickname", profile.nickname());
        put(claims, "gender", profile.gender());
        put(claims, "profile", profile.page());
        put(claims, "picture", profile.picture());
        put(claims, "website", profile.website());
        put(claims, "zoneinfo", profile.zoneinfo());
        put(claims, "locale", profile.locale());
        if (profile.phoneNumber() != null) {
            claims.put("phone_number", profile.phoneNumber());
            // Nobody has called it yet, and a client must not take it for proven.
            claims.put("phone_number_verified", false);
        }
        Map<String, Object> address = address(profile.address());
        if (!address.isEmpty()) {
            claims.put("address", address);
        }
    }

    /** OpenID Connect Core §5.1.1. {@code formatted} is not made up: how an address is written depends on the country. */
    private static Map<String, Object> address(Profile.Address address) {
        Map<String, Object> members = new LinkedHashMap<>();
        put(members, "street_address", address.streetAddress());
        put(members, "locality", address.locality());
        put(members, "region", address.region());
        put(members, "postal_code", address.postalCode());
        put(members, "country", address.country());
        return members;
    }

    private static void put(Map<String, Object> claims, String name, @Nullable String value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
