package dev.latchkey.auth.bootstrap;

import dev.latchkey.auth.client.ImportedClient;
import dev.latchkey.auth.scope.CatalogueImport;
import dev.latchkey.auth.scope.ProtectedResource;
import dev.latchkey.auth.scope.Scope;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.PropertySourcesPropertyResolver;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the file of {@link BootstrapExport} while the server runs: scopes, resources and clients, by the rules of the file at
 * the start. Accounts, roles and providers are not taken this way, nothing is read from this server's environment, and no
 * secret stands in it.
 */
@Component
public class BootstrapImport {

    private static final String FILE = "the file";
    private static final String SECRET_VARIABLE = "LATCHKEY_CLIENT_SECRET_";

    /** Long enough for the rules, and used for nothing. */
    private static final String NO_SECRET = "0".repeat(64);

    private final BootstrapRules rules;
    private final CatalogueImport catalogue;

    BootstrapImport(BootstrapRules rules, CatalogueImport catalogue) {
        this.rules = rules;
        this.catalogue = catalogue;
    }

    /**
     * Checks all of the file and puts its scopes and resources.
     *
     * @param catalogueChanges told the scopes and resources that are about to change, unless there is none, in the transaction
     *     that changes them; throws to refuse
     * @return its clients, without secrets, which have passed the rules and are the caller's to put
     * @throws BootstrapException naming the place that is wrong; nothing was changed
     */
    @Transactional
    public List<ImportedClient> take(byte[] yaml, Consumer<List<String>> catalogueChanges) {
        try {
            BootstrapFile file = BootstrapFile.read(
                    new BootstrapYaml(new Placeholders(secretsOnly())).read(new ByteArrayResource(yaml)));
            refuse("accounts", file.accounts());
            refuse("roles", file.roles());
            refuse("identity_providers", file.identityProviders());
            rules.check(file);
            for (Declared<ImportedClient> client : file.clients()) {
                String secret = client.value().secret();
                if (secret != null && !secret.equals(NO_SECRET)) {
                    throw new InvalidEntryException(
                            client.path() + ".client_secret", "is no variable: secrets are made by the server");
                }
            }
            putCatalogue(
                    file.scopes().stream().map(Declared::value).toList(),
                    file.resources().stream().map(Declared::value).toList(),
                    catalogueChanges);
            return file.clients().stream()
                    .map(Declared::value)
                    .map(client -> new ImportedClient(
                            client.clientId(),
                            client.metadata(),
                            client.policy(),
                            client.trusted(),
                            null,
                            client.enabled()))
                    .toList();
        } catch (InvalidEntryException e) {
            throw new BootstrapException(FILE, e.path(), e.reason());
        }
    }

    private void putCatalogue(
            List<Scope> scopes, List<ProtectedResource> resources, Consumer<List<String>> catalogueChanges) {
        List<String> changing = catalogue.differing(scopes, resources);
        if (!changing.isEmpty()) {
            catalogueChanges.accept(changing);
            catalogue.put(scopes, resources);
        }
    }

    private static void refuse(String section, List<?> entries) {
        if (!entries.isEmpty()) {
            throw new InvalidEntryException(section, "are not imported here");
        }
    }

    /** The variables of the export stand for secrets that stay, or are made anew. Others are not looked up. */
    private static PropertySourcesPropertyResolver secretsOnly() {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new PropertySource<Map<String, Object>>("secrets of clients", Map.of()) {
            @Override
            public @Nullable Object getProperty(String name) {
                return name.startsWith(SECRET_VARIABLE) ? NO_SECRET : null;
            }
        });
        return new PropertySourcesPropertyResolver(sources);
    }
}
