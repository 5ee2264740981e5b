package dev.latchkey.auth.clientregistration;

import dev.latchkey.auth.client.ClientMetadataNames;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of a registration request, read strictly and with limits.
 *
 * @param metadata the names that are understood; others are left out (RFC 7591 §2)
 * @param all everything, to see what else was sent
 */
record RegistrationRequest(Map<String, Object> metadata, Map<String, Object> all) {

    static final int LONGEST = 64 * 1024;
    private static final int DEEPEST = 12;
    private static final int LONGEST_NUMBER = 20;

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static RegistrationRequest read(HttpServletRequest request, RegistrationProperties properties) throws IOException {
        if (!isJson(request.getContentType())) {
            throw new RegistrationRefusedException(415, "invalid_client_metadata", "The request is not JSON");
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new RegistrationRefusedException(413, "invalid_client_metadata", "The request is too long");
        }
        Map<String, Object> all = parse(body);
        requireSupported(all, properties);
        Map<String, Object> metadata = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (ClientMetadataNames.isKnown(name) && value != null) {
                metadata.put(name, value);
            }
        });
        return new RegistrationRequest(metadata, all);
    }

    /** What must not be passed over in silence, because the client would count on it. */
    private static void requireSupported(Map<String, Object> all, RegistrationProperties properties) {
        if (all.containsKey("software_statement")) {
            // RFC 7591 §2.3: nobody is registered here whose statements are believed.
            throw new RegistrationRefusedException(
                    400, "invalid_software_statement", "Software statements are not accepted");
        }
        if (!properties.ignoreRequestUris() && all.get("request_uris") instanceof List<?> uris && !uris.isEmpty()) {
            throw new InvalidClientMetadataException("request_uris", "are not supported");
        }
    }

    private static Map<String, Object> parse(byte[] body) {
        try {
            Map<String, Object> all = JSON.readValue(body, OBJECT);
            if (all != null) {
                return all;
            }
        } catch (JacksonException notJson) {
            // as below
        }
        throw new RegistrationRefusedException(400, "invalid_client_metadata", "The request is no JSON object");
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null
                    && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
