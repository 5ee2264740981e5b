package dev.latchkey.auth.client;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes over clients as the operator declares them. What is not declared is left alone, {@code enabled} too. */
@Component
public class ClientImport {

    private final ClientRows rows;
    private final ClientSecrets secrets;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final AuditTrail trail;

    ClientImport(
            ClientRows rows, ClientSecrets secrets, Clock clock, ApplicationEventPublisher events, AuditTrail trail) {
        this.rows = rows;
        this.secrets = secrets;
        this.clock = clock;
        this.events = events;
        this.trail = trail;
    }

    /** Whether this client_id is registered, enabled or not. */
    public boolean isRegistered(String clientId) {
        return rows.byClientId(clientId).isPresent();
    }

    /**
     * @param scopeExists whether there is such a scope, once everything declared with the client is applied
     * @throws InvalidClientMetadataException when the client may not be so
     */
    public void check(ImportedClient client, Predicate<String> scopeExists) {
        ClientMetadataRules.check(client.metadata(), scopeExists);
        ImportRules.check(client);
    }

    /**
     * Makes the client be what is declared, without its secret. Writes only what differs.
     *
     * @return the id, which stays the same for as long as the client exists
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID put(ImportedClient client) {
        boolean isNew = !isRegistered(client.clientId());
        int written;
        try {
            written = rows.put(client, clock.instant());
        } catch (DuplicateKeyException e) {
            throw new InvalidClientMetadataException("client_id", "differs only in case from a registered client");
        }
        UUID id = rows.byClientId(client.clientId()).orElseThrow().id();
        if (client.secret() == null) {
            written += rows.replaceSecrets(id, List.of());
        }
        announce(
                client.clientId(),
                written,
                isNew ? SecurityEventType.CLIENT_REGISTERED : SecurityEventType.CLIENT_CHANGED);
        return id;
    }

    /** Makes this the client's secret, unless it is one already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void putSecret(String clientId, String secret) {
        ClientRow row = rows.byClientId(clientId).orElseThrow();
        if (!secrets.matches(row.secrets(), secret)) {
            StoredClientSecret stored =
                    new StoredClientSecret(UUID.randomUUID(), secrets.hash(secret), clock.instant(), null);
            announce(clientId, rows.replaceSecrets(row.id(), List.of(stored)), SecurityEventType.CLIENT_SECRET_CHANGED);
        }
    }

    private void announce(String clientId, int written, SecurityEventType type) {
        if (written > 0) {
            trail.record(SecurityEvent.success(type).because("DECLARED").client(clientId));
            events.publishEvent(new ClientChanged(clientId));
        }
    }
}
