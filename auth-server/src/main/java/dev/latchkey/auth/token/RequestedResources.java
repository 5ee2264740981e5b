package dev.latchkey.auth.token;

import java.util.List;
import java.util.Map;

/** The {@code resource} parameters of a token request (RFC 8707 §2.2), which may be repeated. */
final class RequestedResources {

    private RequestedResources() {}

    static List<String> in(Map<String, Object> additionalParameters) {
        Object sent = additionalParameters.get("resource");
        if (sent instanceof String one) {
            return List.of(one);
        }
        return sent instanceof String[] several ? List.of(several) : List.of();
    }
}
