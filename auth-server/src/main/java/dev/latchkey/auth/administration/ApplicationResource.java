package dev.latchkey.auth.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.latchkey.auth.client.ClientDirectory;
import dev.latchkey.auth.client.GeneratedSecret;
import dev.latchkey.auth.client.ManagedClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An application as the API shows it: the names of the bootstrap file, and what this server knows beside them. */
final class ApplicationResource {

    private ApplicationResource() {}

    static Map<String, Object> of(ManagedClient client, @Nullable GeneratedSecret secret) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("id", client.id());
        resource.putAll(ApplicationChanges.declaration(client));
        resource.put("createdAt", client.createdAt());
        resource.put("secrets", client.secrets());
        if (secret != null) {
            resource.put("client_secret", secret.value());
        }
        return resource;
    }

    static String etag(ManagedClient client) {
        return "\"" + client.version() + "\"";
    }

    /** One in a list. */
    record Listed(UUID id, String client_id, String client_name, boolean trusted, boolean enabled, Instant createdAt) {

        static Listed of(ClientDirectory.Entry entry) {
            return new Listed(
                    entry.id(), entry.clientId(), entry.name(), entry.trusted(), entry.enabled(), entry.createdAt());
        }
    }

    /** @param next the cursor of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Listed> applications, @Nullable String next) {}
}
