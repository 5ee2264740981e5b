package dev.latchkey.auth.client;

import static dev.latchkey.auth.database.Columns.instant;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The secrets of one client as whoever manages it sees them: never their values, which only their making shows. */
@Component
public class SecretRotation {

    private final JdbcClient jdbc;
    private final ClientRows rows;
    private final ClientSecrets secrets;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    SecretRotation(
            JdbcClient jdbc, ClientRows rows, ClientSecrets secrets, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.secrets = secrets;
        this.clock = clock;
        this.events = events;
    }

    /**
     * A secret without its value.
     *
     * @param hint its last characters; null for one that was not made here
     * @param lastUsed the day, in UTC; null if it has not been used
     */
    public record Secret(
            UUID id,
            @Nullable String hint,
            Instant createdAt,
            @Nullable LocalDate lastUsed) {}

    /** Those that are accepted now, the youngest first. */
    public List<Secret> of(UUID client) {
        return jdbc.sql("""
                        select id, hint, created_at, last_used_on from client_secret
                        where client_id = :client and (expires_at is null or expires_at > :now)
                        order by created_at desc, id
                        """)
                .param("client", client)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Secret(
                        row.getObject("id", UUID.class),
                        row.getString("hint"),
                        instant(row, "created_at"),
                        row.getObject("last_used_on", LocalDate.class)))
                .list();
    }

    /**
     * Makes one more.
     *
     * @return empty when the client has as many as it may have ({@link ClientSecrets#MOST_LIVE}), or needs none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<GeneratedSecret> add(UUID client) {
        // Whoever else adds one at the same time waits here, and counts afterwards.
        String clientId = jdbc.sql("select client_id from client where id = :id for update")
                .param("id", client)
                .query(String.class)
                .single();
        boolean needsOne = AuthenticationRules.needsSecret(
                rows.byClientId(clientId).orElseThrow().metadata());
        if (!needsOne || of(client).size() >= ClientSecrets.MOST_LIVE) {
            return Optional.empty();
        }
        GeneratedSecret generated = secrets.generate();
        rows.addSecret(client, generated, clock.instant());
        events.publishEvent(new ClientChanged(clientId));
        return Optional.of(generated);
    }

    /** Takes a secret of this client away at once, whether another one is left or not. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean revoke(UUID client, UUID secret) {
        boolean revoked = rows.deleteSecret(client, secret);
        rows.clientIdOf(client).ifPresent(clientId -> events.publishEvent(new ClientChanged(clientId)));
        return revoked;
    }
}
