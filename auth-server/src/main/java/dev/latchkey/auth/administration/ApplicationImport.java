package dev.latchkey.auth.administration;

import dev.latchkey.auth.administration.RefusedException.Reason;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
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
 * keeps its secrets; one that is new, and needs one, gets one. What the file does not name is left alone, and so is what it
 * names as it stands: who may not touch an application can still bring a file that has it.
 */
@Service
class ApplicationImport {

    private final BootstrapImport file;
    private final ApplicationAdministration administration;
    private final ManagedClients clients;
    private final ApplicationProfiles profiles;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    ApplicationImport(
            BootstrapImport file,
            ApplicationAdministration administration,
            ManagedClients clients,
            ApplicationProfiles profiles,
            AuditTrail trail,
            TransactionTemplate transaction) {
        this.file = file;
        this.administration = administration;
        this.clients = clients;
        this.profiles = profiles;
        this.trail = trail;
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
        List<ImportedClient> declared = file.take(yaml, changing -> allowCatalogue(actor, changing));
        return transaction.execute(status -> put(actor, declared));
    }

    /** What applications may ask for at all is no matter of an application that acts for itself. */
    private void allowCatalogue(Actor actor, List<String> changing) {
        if (!actor.isPerson()) {
            throw new RefusedException(Reason.SCOPES_ARE_FOR_ADMINISTRATORS);
        }
        trail.record(actor.did(SecurityEvent.success(SecurityEventType.SETTINGS_CHANGED)
                .because("CATALOGUE")
                .detail("imported", String.join(" ", changing))));
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
                if (!declaration.equals(asItStands(present.get()))) {
                    administration.change(actor, present.get(), null, before -> declaration);
                    changed++;
                }
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

    private Map<String, Object> asItStands(UUID id) {
        return ApplicationChanges.declaration(clients.find(id).orElseThrow());
    }

    private void requireTheOperators(String clientId, UUID id) {
        if (profiles.ofTheOperator(List.of(id)).isEmpty()) {
            throw new InvalidClientMetadataException(clientId, "is not the operator's to declare");
        }
    }
}
