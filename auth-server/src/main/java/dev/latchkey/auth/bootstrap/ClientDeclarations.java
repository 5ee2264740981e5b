package dev.latchkey.auth.bootstrap;

import dev.latchkey.auth.client.ImportedClient;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.TokenExchangePolicy;
import dev.latchkey.auth.client.TokenLifetimes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A client in the names of the bootstrap file, both ways: what is written is read as the same client again. */
public final class ClientDeclarations {

    private ClientDeclarations() {}

    /** @throws InvalidClientMetadataException for a name that is not known, or a value that is not of its type */
    public static ImportedClient read(Map<String, Object> declaration) {
        try {
            return DeclaredClient.read(new BootstrapValue("", declaration));
        } catch (InvalidEntryException e) {
            throw new InvalidClientMetadataException(e.path(), e.reason());
        }
    }

    /** Without a secret. */
    public static Map<String, Object> write(ImportedClient client) {
        Map<String, Object> declaration = new LinkedHashMap<>();
        declaration.put("client_id", client.clientId());
        declaration.putAll(new TreeMap<>(client.metadata()));
        declaration.put("trusted", client.trusted());
        put(declaration, "enabled", client.enabled());
        TokenLifetimes lifetimes = client.policy().lifetimes();
        put(declaration, "authorization_code_ttl", text(lifetimes.code()));
        put(declaration, "access_token_ttl", text(lifetimes.accessToken()));
        put(declaration, "refresh_token_idle_ttl", text(lifetimes.refreshTokenIdle()));
        put(declaration, "refresh_token_absolute_ttl", text(lifetimes.refreshTokenAbsolute()));
        put(declaration, "pkce_required", client.policy().pkceRequired());
        put(declaration, "device_sensitive_scopes", client.policy().deviceSensitiveScopes());
        TokenExchangePolicy exchange = client.policy().tokenExchange();
        if (exchange != null) {
            Map<String, Object> policy = new LinkedHashMap<>();
            policy.put("subject_clients", exchange.subjectClients());
            policy.put("audiences", exchange.audiences());
            declaration.put("token_exchange", policy);
        }
        return declaration;
    }

    private static void put(Map<String, Object> declaration, String name, @Nullable Object value) {
        if (value != null) {
            declaration.put(name, value);
        }
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }
}
