package dev.latchkey.demo.home;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A claim as the page shows it.
 *
 * @param name name of the claim
 * @param value value in words
 * @param time the value as a moment, when it is one
 * @param explained whether the message files explain this claim
 */
record Claim(String name, String value, @Nullable Instant time, boolean explained) {

    /** The claims that {@code claim.*} in the message files explains. */
    static final Set<String> EXPLAINED = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "nbf",
            "jti",
            "auth_time",
            "nonce",
            "acr",
            "amr",
            "azp",
            "at_hash",
            "sid",
            "client_id",
            "scope",
            "name",
            "preferred_username",
            "email",
            "email_verified",
            "birthdate",
            "cnf",
            "roles",
            "updated_at",
            "grant_id",
            "status");

    private static final Set<String> MOMENTS = Set.of("exp", "iat", "nbf", "auth_time", "updated_at");

    static List<Claim> of(Map<String, Object> claims) {
        return claims.entrySet().stream()
                .map(claim -> of(claim.getKey(), claim.getValue()))
                .sorted(Comparator.comparing(Claim::name))
                .toList();
    }

    private static Claim of(String name, Object value) {
        return new Claim(name, words(value), moment(name, value), EXPLAINED.contains(name));
    }

    private static String words(Object value) {
        if (value instanceof Map<?, ?> members) {
            return JsonMapper.shared().writeValueAsString(members);
        }
        return value instanceof Collection<?> several
                ? String.join(", ", several.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    private static @Nullable Instant moment(String name, Object value) {
        if (value instanceof Instant instant) {
            return instant;
        }
        if (value instanceof Date date) {
            return date.toInstant();
        }
        return MOMENTS.contains(name) && value instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : null;
    }
}
