package dev.latchkey.auth.bootstrap;

import dev.latchkey.auth.client.ClientMetadataNames;
import dev.latchkey.auth.client.ClientPolicy;
import dev.latchkey.auth.client.ImportedClient;
import dev.latchkey.auth.client.TokenExchangePolicy;
import dev.latchkey.auth.client.TokenLifetimes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a client of the file: RFC 7591 names, and what only the operator decides. */
final class DeclaredClient {

    private static final Set<String> OURS = Set.of(
            "client_id",
            "client_secret",
            "trusted",
            "enabled",
            "token_exchange",
            "pkce_required",
            "device_sensitive_scopes",
            "authorization_code_ttl",
            "access_token_ttl",
            "refresh_token_idle_ttl",
            "refresh_token_absolute_ttl");

    private DeclaredClient() {}

    static ImportedClient read(BootstrapValue value) {
        Map<String, BootstrapValue> object =
                value.object(name -> OURS.contains(name) || ClientMetadataNames.isKnown(name));
        Map<String, Object> metadata = new LinkedHashMap<>();
        object.forEach((name, member) -> {
            if (!OURS.contains(name)) {
                metadata.put(name, member.content());
            }
        });
        BootstrapValue secret = object.get("client_secret");
        return new ImportedClient(
                value.required(object, "client_id").text(),
                metadata,
                new ClientPolicy(
                        lifetimes(object),
                        tokenExchange(object.get("token_exchange")),
                        flag(object.get("pkce_required")),
                        flag(object.get("device_sensitive_scopes"))),
                Boolean.TRUE.equals(flag(object.get("trusted"))),
                secret == null ? null : secret.text(),
                flag(object.get("enabled")));
    }

    private static @Nullable Boolean flag(@Nullable BootstrapValue value) {
        return value == null ? null : value.flag();
    }

    private static TokenLifetimes lifetimes(Map<String, BootstrapValue> object) {
        return new TokenLifetimes(
                duration(object.get("authorization_code_ttl")),
                duration(object.get("access_token_ttl")),
                duration(object.get("refresh_token_idle_ttl")),
                duration(object.get("refresh_token_absolute_ttl")));
    }

    private static @Nullable Duration duration(@Nullable BootstrapValue value) {
        return value == null ? null : value.duration();
    }

    private static @Nullable TokenExchangePolicy tokenExchange(@Nullable BootstrapValue value) {
        if (value == null) {
            return null;
        }
        Map<String, BootstrapValue> object = value.object(Set.of("subject_clients", "audiences")::contains);
        List<String> subjectClients = value.required(object, "subject_clients").texts();
        return new TokenExchangePolicy(
                subjectClients, value.required(object, "audiences").texts());
    }
}
