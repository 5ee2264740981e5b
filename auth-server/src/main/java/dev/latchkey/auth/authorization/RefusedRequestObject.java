package dev.latchkey.auth.authorization;

import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Request objects are refused (OpenID Connect Core §6.1). One thing is read of them, without believing anything: where the client
 * listens for that answer, if it said so nowhere else. Whoever could write it there could as well write it beside.
 */
final class RefusedRequestObject {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(10).build())
                    .build())
            .build();

    private RefusedRequestObject() {}

    static Optional<String> responseMode(@Nullable String object) {
        if (object == null) {
            return Optional.empty();
        }
        String[] parts = object.split("\\.", -1);
        try {
            return parts.length == 3
                    ? Optional.ofNullable(JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
                            .path("response_mode")
                            .stringValue(null))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
