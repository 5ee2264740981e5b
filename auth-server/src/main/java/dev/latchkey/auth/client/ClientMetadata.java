package dev.latchkey.auth.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Client metadata as it was given: RFC 7591 names and JSON values. Reading a value checks that it has the type of its
 * name, and answers the standard's default when it is absent.
 */
record ClientMetadata(Map<String, Object> values) {

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable
    String text(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new InvalidClientMetadataException(name, "is not a text");
    }

    String text(String name, String whenAbsent) {
        return Objects.requireNonNullElse(text(name), whenAbsent);
    }

    List<String> texts(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new InvalidClientMetadataException(name, "is not a list of texts");
        }
        List<String> texts = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof String text)) {
                throw new InvalidClientMetadataException(name + "[" + texts.size() + "]", "is not a text");
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    boolean flag(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new InvalidClientMetadataException(name, "is neither true nor false");
    }

    @Nullable
    Long number(String name) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new InvalidClientMetadataException(name, "is not a whole number");
    }

    @Nullable
    Map<?, ?> object(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof Map<?, ?>) {
            return (Map<?, ?>) value;
        }
        throw new InvalidClientMetadataException(name, "is not an object");
    }

    List<String> grantTypes() {
        return has(ClientMetadataNames.GRANT_TYPES)
                ? texts(ClientMetadataNames.GRANT_TYPES)
                : List.of("authorization_code");
    }

    List<String> scopes() {
        String scope = text(ClientMetadataNames.SCOPE, "");
        return scope.isEmpty() ? List.of() : List.of(scope.split(" ", -1));
    }

    String authenticationMethod() {
        return text(ClientMetadataNames.TOKEN_ENDPOINT_AUTH_METHOD, "client_secret_basic");
    }

    String applicationType() {
        return text(ClientMetadataNames.APPLICATION_TYPE, ApplicationType.WEB.value());
    }

    String idTokenAlgorithm() {
        return text(ClientMetadataNames.ID_TOKEN_SIGNED_RESPONSE_ALG, "RS256");
    }

    @Nullable
    String userInfoAlgorithm() {
        return text(ClientMetadataNames.USERINFO_SIGNED_RESPONSE_ALG);
    }
}
