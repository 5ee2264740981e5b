package dev.latchkey.auth.clientregistration;

import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.scope.Scope;
import dev.latchkey.auth.scope.Scopes;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a client that registers itself may not be, beside what no client may be. */
@Component
class RegistrationRules {

    /** A stranger acts for people who allowed it, and for nobody else. */
    private static final Set<String> GRANT_TYPES = Set.of("authorization_code", "refresh_token");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Scopes scopes;

    RegistrationRules(Scopes scopes) {
        this.scopes = scopes;
    }

    /**
     * The metadata with what is left open filled in (RFC 7591 §2).
     *
     * @throws InvalidClientMetadataException if it asks for more than may be registered here
     */
    Map<String, Object> complete(Map<String, Object> metadata, RegistrationLimits limits) {
        Map<String, Object> complete = new LinkedHashMap<>(metadata);
        complete.putIfAbsent("grant_types", List.of("authorization_code"));
        complete.putIfAbsent("response_types", List.of("code"));
        complete.putIfAbsent("token_endpoint_auth_method", "client_secret_basic");
        complete.putIfAbsent("application_type", "web");
        complete.putIfAbsent("id_token_signed_response_alg", "RS256");
        complete.putIfAbsent("subject_type", "public");
        complete.putIfAbsent("scope", String.join(" ", usualScopes(limits)));
        requireGrantTypes(complete);
        requireScopes(complete, limits);
        requireHosts(complete, limits);
        return complete;
    }

    private static void requireGrantTypes(Map<String, Object> metadata) {
        if (metadata.get("grant_types") instanceof List<?> types && !GRANT_TYPES.containsAll(types)) {
            throw new InvalidClientMetadataException(
                    "grant_types", "may be authorization_code and refresh_token for a client that registers itself");
        }
    }

    private void requireScopes(Map<String, Object> metadata, RegistrationLimits limits) {
        if (metadata.get("scope") instanceof String text && !text.isEmpty()) {
            Set<String> allowed = allowed(limits);
            if (!Arrays.stream(text.split(" ", -1)).allMatch(allowed::contains)) {
                throw new InvalidClientMetadataException("scope", "has a scope that cannot be registered here");
            }
        }
    }

    /** OpenID Connect Registration §2: on the web https, on a device a scheme of its own or the loopback. */
    private static void requireHosts(Map<String, Object> metadata, RegistrationLimits limits) {
        boolean web = "web".equals(metadata.get("application_type"));
        for (String name : List.of("redirect_uris", "post_logout_redirect_uris")) {
            if (!(metadata.get(name) instanceof List<?> uris)) {
                continue;
            }
            for (int i = 0; i < uris.size(); i++) {
                String host = host(uris.get(i));
                if (web && LOOPBACK.contains(host)) {
                    throw new InvalidClientMetadataException(
                            name + "[" + i + "]", "is on the loopback, which is for native applications");
                }
                if (!limits.redirectHosts().isEmpty() && !limits.redirectHosts().contains(host)) {
                    throw new InvalidClientMetadataException(
                            name + "[" + i + "]", "is on a host that the initial access token does not allow");
                }
            }
        }
    }

    private static String host(Object uri) {
        try {
            String host = uri instanceof String text ? URI.create(text).getHost() : null;
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noUri) {
            return ""; // refused by the rules for all clients
        }
    }

    private Set<String> allowed(RegistrationLimits limits) {
        return scopes.all().stream()
                .filter(scope -> !scope.sensitive() && scopes.isForEveryone(scope.name()))
                .map(Scope::name)
                .filter(name -> limits.scopes().isEmpty() || limits.scopes().contains(name))
                .collect(Collectors.toSet());
    }

    /** What is about the person and not about some API. */
    private List<String> usualScopes(RegistrationLimits limits) {
        Set<String> allowed = allowed(limits);
        return scopes.all().stream()
                .map(Scope::name)
                .filter(allowed::contains)
                .filter(name -> scopes.resources().stream()
                        .noneMatch(resource -> resource.scopes().contains(name)))
                .toList();
    }
}
