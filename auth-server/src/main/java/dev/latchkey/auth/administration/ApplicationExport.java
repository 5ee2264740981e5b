package dev.latchkey.auth.administration;

import dev.latchkey.auth.bootstrap.BootstrapExport;
import dev.latchkey.auth.client.ClientDirectory;
import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.client.ManagedClients;
import dev.latchkey.auth.consent.ApplicationProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The applications of the operator as the file that declares them. Those that registered themselves, and those of developers,
 * are not the operator's to declare.
 */
@Service
class ApplicationExport {

    private final ClientDirectory directory;
    private final ManagedClients clients;
    private final ApplicationProfiles profiles;
    private final BootstrapExport export;

    ApplicationExport(
            ClientDirectory directory, ManagedClients clients, ApplicationProfiles profiles, BootstrapExport export) {
        this.directory = directory;
        this.clients = clients;
        this.profiles = profiles;
        this.export = export;
    }

    String yaml() {
        List<ManagedClient> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            ClientDirectory.Page page = directory.list(null, null, cursor, ClientDirectory.LARGEST_PAGE);
            Set<UUID> declared = profiles.ofTheOperator(
                    page.clients().stream().map(ClientDirectory.Entry::id).toList());
            page.clients().stream()
                    .filter(entry -> declared.contains(entry.id()))
                    .flatMap(entry -> clients.find(entry.id()).stream())
                    .forEach(all::add);
            cursor = page.next();
        } while (cursor != null);
        return export.write(all);
    }
}
