package dev.latchkey.auth.developer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application and who answers for it.
 *
 * @param id the id of its client too
 * @param description for the review; people who sign in do not see it
 * @param scopeReasons what it needs each scope for, by the name of the scope
 * @param looksLike the well-known name that its own resembles; such an application is for everybody only after a review
 * @param metadata what the client says of itself, under the names of RFC 7591
 * @param logo path of the picture that stands for it, on this server
 */
record Application(
        UUID id,
        String clientId,
        UUID ownerId,
        ApplicationKind kind,
        String description,
        Map<String, String> scopeReasons,
        ApplicationState state,
        @Nullable String looksLike,
        Map<String, Object> metadata,
        Instant createdAt,
        @Nullable String logo) {

    String name() {
        return text("client_name");
    }

    /** A text of the metadata; empty if it is not there. */
    String text(String name) {
        return metadata.get(name) instanceof String text ? text : "";
    }

    List<String> texts(String name) {
        return metadata.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    List<String> scopes() {
        String scope = text("scope");
        return scope.isEmpty() ? List.of() : List.of(scope.split(" ", -1));
    }

    /** Whether it proves itself with a key of its own, and not with a secret. */
    boolean usesKeys() {
        return text("token_endpoint_auth_method").equals("private_key_jwt");
    }

    boolean isVerified() {
        return state == ApplicationState.VERIFIED;
    }
}
