package dev.latchkey.auth.scope;

import java.util.List;
import java.util.Map;

/** The {@code resource} parameters of a request (RFC 8707 §2), which may be repeated, as Spring Security hands them on. */
public final class RequestedResources {

    private RequestedResources() {}

    public static List<String> in(Map<String, Object> additionalParameters) {
        Object sent = additionalParameters.get("resource");
        if (sent instanceof String one) {
            return List.of(one);
        }
        return sent instanceof String[] several ? List.of(several) : List.of();
    }
}
