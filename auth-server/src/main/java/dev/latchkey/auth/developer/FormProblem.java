package dev.latchkey.auth.developer;

import dev.latchkey.auth.client.InvalidClientMetadataException;
import java.util.Locale;
import java.util.Map;

/**
 * What is wrong with one field.
 *
 * @param field the name of the field, which for what the client says of itself is the one of RFC 7591
 * @param line which line of it, from 1; 0 for all of it
 * @param messageKey a whole sentence
 */
record FormProblem(String field, int line, String messageKey) {

    private static final String KEY = "developer.problem.";

    /** By what the reason of a refused address begins with. */
    private static final Map<String, String> ADDRESSES = Map.ofEntries(
            Map.entry("is http, which", "http"),
            Map.entry("has a scheme", "scheme"),
            Map.entry("has a private-use", "private-use"),
            Map.entry("has a wildcard", "wildcard"),
            Map.entry("has a fragment", "fragment"),
            Map.entry("has user information", "user-information"),
            Map.entry("has no host name", "host"),
            Map.entry("has '.' or '..'", "dots"),
            Map.entry("has a query parameter", "parameter"));

    static FormProblem of(String field, String key) {
        return new FormProblem(field, 0, KEY + key);
    }

    static FormProblem of(InvalidClientMetadataException refused) {
        String path = refused.path();
        int bracket = path.indexOf('[');
        String name = bracket < 0 ? path : path.substring(0, bracket);
        int line = bracket < 0 ? 0 : number(path.substring(bracket + 1)) + 1;
        String field = switch (name) {
            case "client_name" -> "name";
            default -> name;
        };
        return new FormProblem(field, line, KEY + key(field, line, refused.reason()));
    }

    private static String key(String field, int line, String reason) {
        return ADDRESSES.entrySet().stream()
                .filter(address -> reason.startsWith(address.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> fallback(field, line));
    }

    private static String fallback(String field, int line) {
        return switch (field) {
            case "name", "contacts", "scope" -> field;
            case "jwks", "jwks.keys", "jwks_uri", "token_endpoint_auth_method" -> "keys";
            case "redirect_uris" -> line == 0 ? "redirect-uris" : "address";
            case "post_logout_redirect_uris",
                    "client_uri",
                    "policy_uri",
                    "tos_uri",
                    "backchannel_logout_uri",
                    "initiate_login_uri" -> "address";
            default -> "any";
        };
    }

    private static int number(String text) {
        String digits = text.toLowerCase(Locale.ROOT).replaceAll("[^0-9].*", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }
}
