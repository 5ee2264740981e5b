package dev.latchkey.auth.administration;

import dev.latchkey.auth.bootstrap.BootstrapImport;
import dev.latchkey.auth.bootstrap.ClientDeclarations;
import dev.latchkey.auth.client.GeneratedSecret;
import dev.latchkey.auth.client.ImportedClient;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.ManagedClients;
import dev.latchkey.auth.consent.ApplicationProfiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the applications be what a file declares: the other half of {@link ApplicationExport}. An application that is there
 * keeps its secrets; one that is new, and needs one, gets one. What the file does not name is left alone.
 */
@Service
class ApplicationImport {

    private final BootstrapImport file;
    private final ApplicationAdministration administration;
    private final ManagedClients clients;
    private final ApplicationProfiles profiles;
    private final TransactionTemplate transaction;

    ApplicationImport(
            BootstrapImport file,
            ApplicationAdministration administration,
            ManagedClients clients,
            ApplicationProfiles profiles,
            TransactionTemplate transaction) {
        this.file = file;
        this.administration = administration;
        this.clients = clients;
        this.profiles = profiles;
        this.transaction = transaction;
    }

    /** @param secrets by client_id, shown this once */
    record Imported(int changed, int registered, Map<String, String> secrets) {

        /** Without the secrets: this ends in logs. */
        @Override
        public String toString() {
            return "Imported[" + changed + ", " + registered + "]";
        }
    }

    /** Scopes and resources first, which is a transaction of its own: applications refer to them. */
    Imported take(Actor actor, byte[] yaml) {
        List<ImportedClient> declared = file.take(yaml);
        return transaction.execute(status -> put(actor, declared));
    }

    private Imported put(Actor actor, List<ImportedClient> declared) {
        List<String> registered = new ArrayList<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        int changed = 0;
        for (ImportedClient client : declared) {
            Map<String, Object> declaration = ClientDeclarations.write(client);
            Optional<UUID> present = clients.idOf(client.clientId());
            if (present.isPresent()) {
                requireTheOperators(client.clientId(), present.get());
                declaration.putIfAbsent("enabled", true);
                administration.change(actor, present.get(), null, before -> declaration);
                changed++;
            } else {
                GeneratedSecret secret =
                        administration.register(actor, declaration).secret();
                registered.add(client.clientId());
                if (secret != null) {
                    secrets.put(client.clientId(), secret.value());
                }
            }
        }
        return new Imported(changed, registered.size(), secrets);
    }

    private void requireTheOperators(String clientId, UUID id) {
        if (profiles.ofTheOperator(List.of(id)).isEmpty()) {
            throw new InvalidClientMetadataException(clientId, "is not the operator's to declare");
        }
    }
}
