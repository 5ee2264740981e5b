package dev.latchkey.auth.administration;

import dev.latchkey.auth.administration.RefusedException.Reason;
import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.authorization.GrantRevoked;
import dev.latchkey.auth.authorization.Grants;
import dev.latchkey.auth.bootstrap.ClientDeclarations;
import dev.latchkey.auth.client.GeneratedSecret;
import dev.latchkey.auth.client.ImportedClient;
import dev.latchkey.auth.client.InvalidClientMetadataException;
import dev.latchkey.auth.client.ManagedClient;
import dev.latchkey.auth.client.ManagedClients;
import dev.latchkey.auth.scope.Scopes;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What administrators do to applications, the same for the pages and for the API: who may, and that it is written down with who,
 * what was before and what is after, in the transaction that does it.
 */
@Service
@Transactional
class ApplicationAdministration {

    private final ManagedClients clients;
    private final Scopes scopes;
    private final Grants grants;
    private final AuditTrail trail;

    ApplicationAdministration(ManagedClients clients, Scopes scopes, Grants grants, AuditTrail trail) {
        this.clients = clients;
        this.scopes = scopes;
        this.grants = grants;
        this.trail = trail;
    }

    /** Registers an application; one that needs a secret gets its first. */
    public NewApplication register(Actor actor, Map<String, Object> declaration) {
        ImportedClient wanted = read(declaration);
        requireMayTouch(actor, wanted);
        ManagedClient client = clients.create(wanted, this::exists);
        GeneratedSecret secret = client.needsSecret() ? clients.addSecret(client.id()) : null;
        record(actor, client, ApplicationChanges.registered(client));
        return new NewApplication(clients.find(client.id()).orElseThrow(), secret);
    }

    /**
     * Makes an application be what is declared. One that is disabled loses what it has.
     *
     * @param version the one that was looked at; none to change whatever is there now
     */
    public Optional<ManagedClient> change(Actor actor, UUID id, @Nullable Long version, ApplicationChange change) {
        return clients.find(id).map(before -> {
            ImportedClient wanted = read(change.of(ApplicationChanges.declaration(before)));
            if (!wanted.clientId().equals(before.clientId())) {
                throw new InvalidClientMetadataException("client_id", "cannot be changed");
            }
            requireMayTouch(actor, before.settings());
            requireMayTouch(actor, wanted);
            boolean enabled = wanted.enabled() == null ? before.enabled() : wanted.enabled();
            ManagedClient after = clients.change(id, version, wanted, enabled, this::exists);
            ApplicationChanges.changed(before, after).ifPresent(event -> record(actor, after, event));
            if (before.enabled() && !enabled) {
                grants.revokeAllOf(id, GrantRevoked.Reason.CLIENT_DISABLED);
            }
            return after;
        });
    }

    /** Deletes an application and everything that was given to it. False when there is none. */
    public boolean delete(Actor actor, UUID id, @Nullable Long version) {
        Optional<ManagedClient> client = clients.find(id);
        client.ifPresent(found -> {
            requireMayTouch(actor, found.settings());
            grants.revokeAllOf(id, GrantRevoked.Reason.CLIENT_DISABLED);
            clients.delete(id, version);
            record(actor, found, SecurityEvent.success(SecurityEventType.CLIENT_DELETED));
        });
        return client.isPresent();
    }

    /** Makes a further secret, so that the application can move over before the old one goes. */
    public Optional<GeneratedSecret> addSecret(Actor actor, UUID id) {
        return clients.find(id).map(client -> {
            requireMayTouch(actor, client.settings());
            GeneratedSecret secret = clients.addSecret(id);
            record(
                    actor,
                    client,
                    SecurityEvent.success(SecurityEventType.CLIENT_SECRET_CHANGED)
                            .because("ADDED"));
            return secret;
        });
    }

    /** False when the application has no such secret. */
    public boolean revokeSecret(Actor actor, UUID id, UUID secret) {
        Optional<ManagedClient> client = clients.find(id);
        if (client.isEmpty()) {
            return false;
        }
        requireMayTouch(actor, client.get().settings());
        boolean revoked = clients.revokeSecret(id, secret);
        if (revoked) {
            record(
                    actor,
                    client.get(),
                    SecurityEvent.success(SecurityEventType.CLIENT_SECRET_CHANGED)
                            .because("REVOKED")
                            .detail("secret", secret.toString()));
        }
        return revoked;
    }

    /** Writes down that everything was taken back; done by the caller, a few people at a time. */
    public void recordWithdrawal(Actor actor, ManagedClient client, int people) {
        record(
                actor,
                client,
                SecurityEvent.success(SecurityEventType.CLIENT_CHANGED)
                        .because("ACCESS_WITHDRAWN")
                        .detail("people", Integer.toString(people)));
    }

    /**
     * An application that acts for itself gives nobody the power to administer, and takes it from nobody: it could make itself a
     * secret of the console.
     */
    void requireMayTouch(Actor actor, ImportedClient client) {
        String scope = client.metadata().get("scope") instanceof String text ? text : "";
        boolean administers =
                Arrays.stream(scope.split(" ")).anyMatch(name -> exists(name) && !scopes.isForEveryone(name));
        if (administers && !actor.isPerson()) {
            throw new RefusedException(Reason.OWN_SCOPES_ARE_FOR_ADMINISTRATORS);
        }
    }

    private static ImportedClient read(Map<String, Object> declaration) {
        if (declaration.containsKey("client_secret")) {
            throw new InvalidClientMetadataException("client_secret", "is made by the server");
        }
        return ClientDeclarations.read(declaration);
    }

    private boolean exists(String scope) {
        return scopes.byName(scope).isPresent();
    }

    private void record(Actor actor, ManagedClient client, SecurityEvent event) {
        SecurityEvent done = event.actor(actor.accountId()).client(client.clientId());
        String by = actor.clientId();
        trail.record(by == null ? done : done.detail("by", by));
    }
}
