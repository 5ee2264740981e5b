package dev.latchkey.demo.trace;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a protocol message, masked.
 *
 * @param name name of the parameter
 * @param value what may be shown of the value, null when nothing may
 * @param length length of the whole value
 */
record Parameter(String name, @Nullable String value, int length) {

    /** The parameters that {@code trace.parameter.*} in the message files explains. */
    static final Set<String> EXPLAINED = Set.of(
            "response_type",
            "client_id",
            "scope",
            "state",
            "redirect_uri",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "ui_locales",
            "acr_values",
            "max_age",
            "code",
            "iss",
            "error",
            "error_description",
            "grant_type",
            "code_verifier",
            "Authorization",
            "access_token",
            "token_type",
            "expires_in",
            "refresh_token",
            "id_token",
            "alg",
            "kid",
            "aud",
            "exp",
            "iat",
            "sub",
            "auth_time",
            "acr",
            "amr",
            "sid",
            "at_hash",
            "name",
            "preferred_username",
            "email",
            "email_verified",
            "updated_at");

    /** Nothing secret and nothing personal. A name that is in neither list is hidden. */
    private static final Set<String> OPEN = Set.of(
            "response_type",
            "client_id",
            "scope",
            "redirect_uri",
            "code_challenge_method",
            "ui_locales",
            "acr_values",
            "max_age",
            "iss",
            "error",
            "grant_type",
            "token_type",
            "expires_in",
            "alg",
            "kid",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "acr",
            "amr");

    /** Spent values of which the beginning helps to see that the same one comes back. */
    private static final Set<String> GLIMPSE = Set.of("state", "nonce", "code_challenge");

    private static final int GLIMPSE_LENGTH = 6;

    static Parameter masked(String name, String value) {
        if (OPEN.contains(name)) {
            return new Parameter(name, value, value.length());
        }
        if (GLIMPSE.contains(name) && value.length() > 4 * GLIMPSE_LENGTH) {
            return new Parameter(name, value.substring(0, GLIMPSE_LENGTH) + "…", value.length());
        }
        return new Parameter(name, null, value.length());
    }

    static List<Parameter> masked(Map<String, ?> values) {
        return values.entrySet().stream()
                .map(entry -> masked(entry.getKey(), words(entry.getValue())))
                .toList();
    }

    private static String words(Object value) {
        return value instanceof Collection<?> several
                ? String.join(" ", several.stream().map(String::valueOf).toList())
                : String.valueOf(value);
    }

    /** Whether the message files explain this parameter. */
    public boolean explained() {
        return EXPLAINED.contains(name);
    }
}
