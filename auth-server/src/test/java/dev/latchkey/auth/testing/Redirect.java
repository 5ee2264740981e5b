package dev.latchkey.auth.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The parameters of an authorization response. */
public record Redirect(String uri, Map<String, String> parameters) {

    public static Redirect of(URI location) {
        String text = location.toString();
        int query = text.indexOf('?');
        Map<String, String> parameters = query < 0
                ? Map.of()
                : Arrays.stream(text.substring(query + 1).split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return new Redirect(query < 0 ? text : text.substring(0, query), parameters);
    }

    public String code() {
        String code = parameters.get("code");
        if (code == null) {
            throw new AssertionError("No code in " + parameters);
        }
        return code;
    }

    public String error() {
        return parameters.getOrDefault("error", "");
    }
}
