package dev.latchkey.auth.client;

import static dev.latchkey.auth.database.Columns.instant;
import static dev.latchkey.auth.database.Columns.instantOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code client} and {@code client_secret}. */
@Repository
class ClientRows {

    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private static final String SELECT = """
            select c.id, c.client_id, c.metadata, c.policy, c.trusted, c.enabled, c.created_at,
                   s.id as secret_id, s.hash, s.created_at as secret_created_at, s.expires_at
              from client c
              left join client_secret s on s.client_id = c.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    ClientRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ClientRow> byClientId(String clientId) {
        return jdbc.sql(SELECT + " where c.client_id = :clientId order by s.created_at desc")
                .param("clientId", clientId)
                .query(this::read);
    }

    /** Of the enabled clients that cannot keep a secret and are not on a person's device. */
    List<String> redirectUrisOfBrowserApplications() {
        return jdbc.sql("""
                        select distinct jsonb_array_elements_text(metadata -> 'redirect_uris') from client
                        where enabled and metadata ->> 'token_endpoint_auth_method' = 'none'
                          and coalesce(metadata ->> 'application_type', 'web') = 'web'
                        """).query(String.class).list();
    }

    /** Makes it be so, unless it was changed since this version; none stands for any. */
    int change(UUID id, @Nullable Long version, ImportedClient client, boolean enabled, Instant now) {
        return jdbc.sql("""
                        update client set metadata = :metadata::jsonb, policy = :policy::jsonb, trusted = :trusted,
                               enabled = :enabled, updated_at = :now, version = version + 1
                         where id = :id and (cast(:version as bigint) is null or version = :version)""")
                .param("id", id)
                .param("version", version, Types.BIGINT)
                .param("metadata", json.writeValueAsString(client.metadata()))
                .param("policy", json.writeValueAsString(client.policy()))
                .param("trusted", client.trusted())
                .param("enabled", enabled)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<String> clientIdOf(UUID id) {
        return jdbc.sql("select client_id from client where id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** How many rows had to be written: none when the client is so already. */
    int put(ImportedClient client, Instant now) {
        return jdbc.sql("""
                        insert into client as c
                               (id, client_id, metadata, policy, trusted, enabled, created_at, updated_at, version)
                        values (:id, :clientId, :metadata::jsonb, :policy::jsonb, :trusted, coalesce(:enabled, true), :now, :now, 0)
                        on conflict (client_id) do update
                           set metadata = excluded.metadata, policy = excluded.policy, trusted = excluded.trusted,
                               enabled = coalesce(:enabled, c.enabled), updated_at = excluded.updated_at,
                               version = c.version + 1
                         where (c.metadata, c.policy, c.trusted, c.enabled)
                               is distinct from (excluded.metadata, excluded.policy, excluded.trusted,
                                                 coalesce(:enabled, c.enabled))""")
                .param("id", UUID.randomUUID())
                .param("clientId", client.clientId())
                .param("metadata", json.writeValueAsString(client.metadata()))
                .param("policy", json.writeValueAsString(client.policy()))
                .param("trusted", client.trusted())
                .param("enabled", client.enabled(), Types.BOOLEAN)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void delete(String clientId) {
        jdbc.sql("delete from client where client_id = :clientId")
                .param("clientId", clientId)
                .update();
    }

    /** How many rows had to be written. */
    int replaceSecrets(UUID id, List<StoredClientSecret> secrets) {
        int written = jdbc.sql("delete from client_secret where client_id = :id")
                .param("id", id)
                .update();
        for (StoredClientSecret secret : secrets) {
            Instant expiresAt = secret.expiresAt();
            written += jdbc.sql("""
                            insert into client_secret (id, client_id, hash, created_at, expires_at)
                            values (:id, :client, :hash, :createdAt, :expiresAt)""")
                    .param("id", secret.id())
                    .param("client", id)
                    .param("hash", secret.hash())
                    .param("createdAt", secret.createdAt().atOffset(ZoneOffset.UTC))
                    .param("expiresAt", expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
                    .update();
        }
        return written;
    }

    /** Beside those that it has. */
    void addSecret(UUID client, GeneratedSecret secret, Instant now) {
        jdbc.sql("""
                        insert into client_secret (id, client_id, hash, created_at, hint)
                        values (:id, :client, :hash, :now, :hint)""")
                .param("id", UUID.randomUUID())
                .param("client", client)
                .param("hash", secret.hash())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("hint", secret.hint())
                .update();
    }

    /** Whether the client had it. */
    boolean deleteSecret(UUID client, UUID secret) {
        return jdbc.sql("delete from client_secret where id = :secret and client_id = :client")
                        .param("secret", secret)
                        .param("client", client)
                        .update()
                > 0;
    }

    void enable(String clientId, boolean enabled, Instant now) {
        jdbc.sql("""
                        update client set enabled = :enabled, updated_at = :now, version = version + 1
                        where client_id = :clientId""")
                .param("enabled", enabled)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("clientId", clientId)
                .update();
    }

    private Optional<ClientRow> read(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        List<StoredClientSecret> secrets = new ArrayList<>();
        ClientRow client = new ClientRow(
                rows.getObject("id", UUID.class),
                rows.getString("client_id"),
                new ClientMetadata(json.readValue(rows.getString("metadata"), METADATA)),
                json.readValue(rows.getString("policy"), ClientPolicy.class),
                rows.getBoolean("trusted"),
                rows.getBoolean("enabled"),
                instant(rows, "created_at"),
                secrets);
        do {
            UUID secretId = rows.getObject("secret_id", UUID.class);
            if (secretId != null) {
                secrets.add(new StoredClientSecret(
                        secretId,
                        rows.getString("hash"),
                        instant(rows, "secret_created_at"),
                        instantOrNull(rows, "expires_at")));
            }
        } while (rows.next());
        return Optional.of(client);
    }
}
