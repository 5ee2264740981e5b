package dev.latchkey.auth.client;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client's key set as JSON (RFC 7517 §5). */
final class KeySetDocument {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int MOST = 50;

    private KeySetDocument() {}

    /** The public keys in it; what is none that we know is left out, as §5 wants. */
    static List<JWK> keysIn(String document) {
        List<JWK> keys = new ArrayList<>();
        try {
            for (JsonNode entry : JSON.readTree(document).path("keys")) {
                if (entry.isObject() && keys.size() < MOST) {
                    addPublic(JSON.convertValue(entry, OBJECT), keys);
                }
            }
        } catch (JacksonException notJson) {
            return List.of();
        }
        return List.copyOf(keys);
    }

    private static void addPublic(Map<String, Object> entry, List<JWK> keys) {
        try {
            JWK key = JWK.parse(entry);
            if (!key.isPrivate()) {
                keys.add(key);
            }
        } catch (ParseException | IllegalArgumentException | IllegalStateException unknown) {
            // A point that is not on its curve comes here too.
        }
    }
}
