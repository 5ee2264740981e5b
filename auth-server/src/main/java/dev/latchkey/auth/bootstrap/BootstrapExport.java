package dev.latchkey.auth.bootstrap;

import dev.latchkey.auth.client.ImportedClient;
import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.scope.DeclaredCatalogue;
import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Writes scopes, resources and clients as the file that would declare them. A secret is never in it: in its place stands the
 * name of the environment variable from which the file takes it.
 */
@Component
public class BootstrapExport {

    private static final YAMLMapper YAML = new YAMLMapper();

    private final DeclaredCatalogue catalogue;

    BootstrapExport(DeclaredCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The file, with these clients. */
    public String write(List<ManagedClient> clients) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put(
                "scopes",
                catalogue.scopes().stream().map(BootstrapExport::scope).toList());
        file.put(
                "resources",
                catalogue.resources().stream().map(BootstrapExport::resource).toList());
        Set<String> names = new HashSet<>();
        List<Map<String, Object>> declarations = new ArrayList<>();
        for (ManagedClient client : clients) {
            declarations.add(client(client, names));
        }
        file.put("clients", declarations);
        return YAML.writeValueAsString(file);
    }

    private static Map<String, Object> scope(Scope scope) {
        Map<String, Object> declaration = new LinkedHashMap<>();
        declaration.put("name", scope.name());
        declaration.put("title", scope.title());
        declaration.put("description", scope.description());
        declaration.put("sensitive", scope.sensitive());
        return declaration;
    }

    private static Map<String, Object> resource(ProtectedResource resource) {
        Map<String, Object> declaration = new LinkedHashMap<>();
        declaration.put("identifier", resource.identifier());
        declaration.put("scopes", List.copyOf(new TreeSet<>(resource.scopes())));
        declaration.put("introspection_clients", List.copyOf(new TreeSet<>(resource.introspectionClients())));
        return declaration;
    }

    private static Map<String, Object> client(ManagedClient client, Set<String> names) {
        ImportedClient settings = client.settings();
        Map<String, Object> declaration = ClientDeclarations.write(new ImportedClient(
                settings.clientId(),
                settings.metadata(),
                settings.policy(),
                settings.trusted(),
                null,
                client.enabled() ? null : Boolean.FALSE));
        if (client.needsSecret()) {
            declaration.put("client_secret", "${" + variable(client.clientId(), names) + "}");
        }
        return declaration;
    }

    /** No two clients share a variable, even when their client_ids differ only in signs that it cannot have. */
    private static String variable(String clientId, Set<String> names) {
        String name =
                "LATCHKEY_CLIENT_SECRET_" + clientId.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        String free = name;
        for (int further = 2; !names.add(free); further++) {
            free = name + "_" + further;
        }
        return free;
    }
}
