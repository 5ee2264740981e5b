package dev.latchkey.auth.client;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes clients for whoever administers them, by the rules of every registration. Who may is decided by the callers. */
@Service
@Transactional
public class ManagedClients {

    private final ClientRows rows;
    private final ClientSecrets secrets;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    ManagedClients(
            ClientRows rows, ClientSecrets secrets, JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.rows = rows;
        this.secrets = secrets;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** The id of the row of the client with this client_id. */
    public Optional<UUID> idOf(String clientId) {
        return rows.byClientId(clientId).map(ClientRow::id);
    }

    @Transactional(readOnly = true)
    public Optional<ManagedClient> find(UUID id) {
        return rows.clientIdOf(id).flatMap(rows::byClientId).map(this::managed);
    }

    /**
     * @throws InvalidClientMetadataException when the client may not be so
     * @throws TakenClientIdException when there is one like that
     */
    public ManagedClient create(ImportedClient client, Predicate<String> scopeExists) {
        check(client, scopeExists);
        if (rows.byClientId(client.clientId()).isPresent()) {
            throw new TakenClientIdException();
        }
        try {
            rows.put(client, clock.instant());
        } catch (DuplicateKeyException e) {
            throw new TakenClientIdException();
        }
        return changed(rows.byClientId(client.clientId()).orElseThrow().id());
    }

    /**
     * Makes the client be so. A client that uses no secret any more has none afterwards.
     *
     * @param version the one that was looked at; none to change whatever is there now
     * @throws InvalidClientMetadataException when the client may not be so
     * @throws StaleClientException when it was changed meanwhile
     */
    public ManagedClient change(
            UUID id, @Nullable Long version, ImportedClient client, boolean enabled, Predicate<String> scopeExists) {
        check(client, scopeExists);
        if (rows.change(id, version, client, enabled, clock.instant()) == 0) {
            throw new StaleClientException();
        }
        if (!AuthenticationRules.needsSecret(new ClientMetadata(client.metadata()))) {
            rows.replaceSecrets(id, List.of());
        }
        return changed(id);
    }

    /** @throws StaleClientException when it was changed meanwhile */
    public void delete(UUID id, @Nullable Long version) {
        ManagedClient client = find(id).orElseThrow(StaleClientException::new);
        if (version != null && version != client.version()) {
            throw new StaleClientException();
        }
        rows.delete(client.clientId());
        events.publishEvent(new ClientChanged(client.clientId()));
    }

    /**
     * Makes a further secret, which can be had only now.
     *
     * @throws TooManySecretsException when there are as many as may live at once, or the client uses none
     */
    public GeneratedSecret addSecret(UUID id) {
        jdbc.sql("select 1 from client where id = :id for update")
                .param("id", id)
                .query(Integer.class)
                .single();
        ManagedClient client = find(id).orElseThrow();
        if (!client.needsSecret() || client.secrets().size() >= ClientSecrets.MOST_LIVE) {
            throw new TooManySecretsException();
        }
        GeneratedSecret generated = secrets.generate();
        rows.addSecret(id, generated, clock.instant());
        changed(id);
        return generated;
    }

    /** Whether the client had it. */
    public boolean revokeSecret(UUID id, UUID secret) {
        boolean removed = rows.deleteSecret(id, secret);
        if (removed) {
            changed(id);
        }
        return removed;
    }

    /** The secret is made afterwards, and is no part of what is declared here. */
    private static void check(ImportedClient client, Predicate<String> scopeExists) {
        ClientMetadataRules.check(client.metadata(), scopeExists);
        boolean needed = AuthenticationRules.needsSecret(new ClientMetadata(client.metadata()));
        ImportRules.check(new ImportedClient(
                client.clientId(), client.metadata(), client.policy(), client.trusted(), needed ? "made later" : null));
    }

    private ManagedClient changed(UUID id) {
        ManagedClient client = find(id).orElseThrow();
        events.publishEvent(new ClientChanged(client.clientId()));
        return client;
    }

    private ManagedClient managed(ClientRow row) {
        AtomicLong version = new AtomicLong();
        List<ManagedClient.Secret> live = new ArrayList<>();
        jdbc.sql("""
                        select c.version, s.id, s.created_at, s.last_used_on, s.expires_at
                          from client c left join client_secret s
                               on s.client_id = c.id and (s.expires_at is null or s.expires_at > :now)
                         where c.id = :id order by s.created_at
                        """)
                .param("id", row.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(found -> {
                    version.set(found.getLong("version"));
                    if (found.getObject("id") != null) {
                        live.add(secret(found));
                    }
                });
        return new ManagedClient(
                row.id(),
                version.get(),
                row.createdAt(),
                row.enabled(),
                new ImportedClient(row.clientId(), row.metadata().values(), row.policy(), row.trusted(), null),
                live);
    }

    private static ManagedClient.Secret secret(ResultSet row) throws SQLException {
        return new ManagedClient.Secret(
                row.getObject("id", UUID.class),
                instant(row, "created_at"),
                row.getObject("last_used_on", LocalDate.class),
                instantOrNull(row, "expires_at"));
    }
}
