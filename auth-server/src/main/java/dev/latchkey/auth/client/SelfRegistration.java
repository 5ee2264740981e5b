package dev.latchkey.auth.client;

import dev.latchkey.auth.secret.OpaqueValues;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes clients that register themselves, or that people register for themselves. They pass the same rules as all, are
 * never trusted, have nothing that only an operator decides, and get their client_id and secret from here.
 */
@Component
public class SelfRegistration {

    /** Never the id of an account, never a name that somebody chose. */
    private static final String PREFIX = "dyn-";

    private static final String PORTAL_PREFIX = "app-";

    private static final int RANDOM_CHARACTERS = 22;

    private final ClientRows rows;
    private final ClientSecrets secrets;
    private final OpaqueValues values;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    SelfRegistration(
            ClientRows rows,
            ClientSecrets secrets,
            OpaqueValues values,
            Clock clock,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.secrets = secrets;
        this.values = values;
        this.clock = clock;
        this.events = events;
    }

    /** @throws InvalidClientMetadataException when the client may not be so */
    @Transactional(propagation = Propagation.MANDATORY)
    public RegisteredMetadata register(Map<String, Object> metadata, Predicate<String> scopeExists) {
        return put(PREFIX + values.generate().substring(0, RANDOM_CHARACTERS), metadata, scopeExists);
    }

    /**
     * The same for an application that a person registers in the portal.
     *
     * @throws InvalidClientMetadataException when the client may not be so
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public RegisteredMetadata registerFor(Map<String, Object> metadata, Predicate<String> scopeExists) {
        return put(PORTAL_PREFIX + values.generate().substring(0, RANDOM_CHARACTERS), metadata, scopeExists);
    }

    /**
     * Replaces what the client says of itself and leaves what only an operator decides, except that nobody is trusted any
     * more for what somebody else has written.
     *
     * @throws InvalidClientMetadataException when the client may not be so
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void change(String clientId, Map<String, Object> metadata, Predicate<String> scopeExists) {
        ClientMetadataRules.check(metadata, scopeExists);
        ClientPolicy policy = rows.byClientId(clientId).orElseThrow().policy();
        rows.put(new ImportedClient(clientId, metadata, policy, false, null), clock.instant());
        events.publishEvent(new ClientChanged(clientId));
    }

    /** A client that is not enabled is as good as unknown at every endpoint. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enable(String clientId, boolean enabled) {
        rows.enable(clientId, enabled, clock.instant());
        events.publishEvent(new ClientChanged(clientId));
    }

    /** Everything that is not in the metadata is gone afterwards; a secret stays if one is still needed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public RegisteredMetadata replace(String clientId, Map<String, Object> metadata, Predicate<String> scopeExists) {
        return put(clientId, metadata, scopeExists);
    }

    public RegisteredMetadata read(String clientId) {
        return registered(rows.byClientId(clientId).orElseThrow(), null);
    }

    /** Deletes the client and everything that was given to it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void delete(String clientId) {
        rows.delete(clientId);
        events.publishEvent(new ClientChanged(clientId));
    }

    private RegisteredMetadata put(String clientId, Map<String, Object> metadata, Predicate<String> scopeExists) {
        ClientMetadataRules.check(metadata, scopeExists);
        rows.put(new ImportedClient(clientId, metadata, ClientPolicy.ORDINARY, false, null), clock.instant());
        ClientRow row = rows.byClientId(clientId).orElseThrow();
        String secret = secretFor(row);
        events.publishEvent(new ClientChanged(clientId));
        return registered(row, secret);
    }

    private @Nullable String secretFor(ClientRow row) {
        if (!AuthenticationRules.needsSecret(row.metadata())) {
            rows.replaceSecrets(row.id(), List.of());
            return null;
        }
        if (!row.secrets().isEmpty()) {
            return null;
        }
        GeneratedSecret generated = secrets.generate();
        rows.addSecret(row.id(), generated, clock.instant());
        return generated.value();
    }

    private static RegisteredMetadata registered(ClientRow row, @Nullable String secret) {
        return new RegisteredMetadata(
                row.id(), row.clientId(), row.createdAt(), row.metadata().values(), secret);
    }
}
