package dev.latchkey.auth.userinfo;

import dev.latchkey.auth.account.Person;
import dev.latchkey.auth.account.Profile;
import dev.latchkey.auth.authorization.RequestedClaim;
import dev.latchkey.auth.scope.ScopeClaims;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person as the claims of OpenID Connect Core §5.1, as far as a client may know them. {@code sub} is not among them. */
final class StandardClaims {

    private StandardClaims() {}

    /**
     * @param scopes each lets the client know its claims (§5.4)
     * @param requested claims granted one by one (§5.5), with the values that the client wants
     */
    static Map<String, Object> of(Person person, Collection<String> scopes, Map<String, RequestedClaim> requested) {
        Map<String, Object> claims = all(person);
        putAll(claims, person.profile());
        claims.entrySet().removeIf(claim -> {
            RequestedClaim single = requested.get(claim.getKey());
            return !ScopeClaims.areIn(scopes, claim.getKey()) && (single == null || !single.accepts(claim.getValue()));
        });
        return claims;
    }

    /** All that an account has. Whoever gives accounts a further property adds its claim here and nowhere else. */
    private static Map<String, Object> all(Person person) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("name", person.name());
        claims.put("preferred_username", person.username());
        if (person.birthdate() != null) {
            claims.put("birthdate", person.birthdate().toString());
        }
        claims.put("updated_at", person.updatedAt().getEpochSecond());
        claims.put("email", person.email());
        claims.put("email_verified", person.emailVerified());
        claims.put("roles", person.roles());
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
