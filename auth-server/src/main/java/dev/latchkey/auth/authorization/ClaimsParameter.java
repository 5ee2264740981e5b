package dev.latchkey.auth.authorization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the {@code claims} parameter (OpenID Connect Core §5.5). What it does not know it ignores, as §5.5 and §5.5.1 say. */
final class ClaimsParameter {

    /** The deepest that means anything: a member of a value (an address) of a list of values of a claim of a place. */
    private static final int DEEPEST = 6;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ClaimsParameter() {}

    /** What the parameter says; empty when it is malformed. */
    static Optional<ClaimsRequest> read(String parameter) {
        try {
            JsonNode root = JSON.readTree(parameter);
            if (!root.isObject()) {
                return Optional.empty();
            }
            return claims(root.path("id_token"))
                    .flatMap(idToken ->
                            claims(root.path("userinfo")).map(userInfo -> new ClaimsRequest(idToken, userInfo)));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, RequestedClaim>> claims(JsonNode place) {
        Map<String, RequestedClaim> claims = new LinkedHashMap<>();
        if (place.isMissingNode() || place.isNull()) {
            return Optional.of(claims);
        }
        if (!place.isObject()) {
            return Optional.empty();
        }
        for (Map.Entry<String, JsonNode> member : place.properties()) {
            Optional<RequestedClaim> claim = claim(member.getValue());
            if (claim.isEmpty()) {
                return Optional.empty();
            }
            claims.put(member.getKey(), claim.get());
        }
        return Optional.of(claims);
    }

    private static Optional<RequestedClaim> claim(JsonNode how) {
        if (how.isNull()) {
            return Optional.of(new RequestedClaim(false, List.of()));
        }
        JsonNode essential = how.path("essential");
        JsonNode values = how.path("values");
        if (!how.isObject()
                || !(essential.isMissingNode() || essential.isBoolean())
                || !(values.isMissingNode() || values.isArray())) {
            return Optional.empty();
        }
        List<Object> wanted = new ArrayList<>();
        values.forEach(value -> wanted.add(plain(value)));
        if (how.has("value")) {
            wanted.add(plain(how.get("value")));
        }
        return Optional.of(new RequestedClaim(essential.booleanValue(false), wanted));
    }

    private static Object plain(JsonNode value) {
        return value.isNull() ? "" : JSON.treeToValue(value, Object.class);
    }
}
