package dev.latchkey.auth.clientregistration;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.client.RegisteredMetadata;
import dev.latchkey.auth.client.SelfRegistration;
import dev.latchkey.auth.scope.Scopes;
import dev.latchkey.auth.secret.OpaqueValues;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers, changes and deletes clients for themselves, each in one transaction. */
@Service
class ClientRegistrations {

    private final JdbcClient jdbc;
    private final SelfRegistration clients;
    private final InitialAccessTokens initialAccessTokens;
    private final RegistrationRules rules;
    private final RegistrationProperties properties;
    private final Scopes scopes;
    private final OpaqueValues values;
    private final AuditTrail auditTrail;
    private final Clock clock;

    ClientRegistrations(
            JdbcClient jdbc,
            SelfRegistration clients,
            InitialAccessTokens initialAccessTokens,
            RegistrationRules rules,
            RegistrationProperties properties,
            Scopes scopes,
            OpaqueValues values,
            AuditTrail auditTrail,
            Clock clock) {
        this.jdbc = jdbc;
        this.clients = clients;
        this.initialAccessTokens = initialAccessTokens;
        this.rules = rules;
        this.properties = properties;
        this.scopes = scopes;
        this.values = values;
        this.auditTrail = auditTrail;
        this.clock = clock;
    }

    /** @param token the registration access token, which cannot be had again */
    record Registered(RegisteredMetadata client, String token) {}

    /** A registration that its own client has asked for. */
    record Managed(UUID id, String clientId, RegistrationLimits limits) {}

    /** @param initialAccessToken null where everybody may register */
    @Transactional
    public Registered register(@Nullable String initialAccessToken, Map<String, Object> metadata) {
        RegistrationLimits limits = initialAccessToken == null
                ? RegistrationLimits.NONE
                : initialAccessTokens.use(initialAccessToken).orElseThrow(RegistrationRefusedException::invalidToken);
        requireRoom();
        RegisteredMetadata client = clients.register(rules.complete(metadata, limits), this::scopeExists);
        String token = values.generate();
        jdbc.sql("""
                        insert into client_registration (client_id, token_hash, scopes, redirect_hosts, changed_at)
                        values (:client, :hash, :scopes, :hosts, :now)
                        """)
                .param("client", client.id())
                .param("hash", OpaqueValues.hash(token))
                .param("scopes", limits.scopes().toArray(String[]::new))
                .param("hosts", limits.redirectHosts().toArray(String[]::new))
                .param("now", now())
                .update();
        record(SecurityEventType.CLIENT_REGISTERED, client.clientId());
        return new Registered(client, token);
    }

    /** The registration of this client, if the token is its own. */
    Optional<Managed> find(String clientId, String token) {
        return jdbc.sql("""
                        select c.id, c.client_id, r.scopes, r.redirect_hosts
                          from client_registration r join client c on c.id = r.client_id
                         where c.client_id = :clientId and r.token_hash = :hash and c.enabled
                        """)
                .param("clientId", clientId)
                .param("hash", OpaqueValues.hash(token))
                .query((row, n) -> new Managed(
                        row.getObject("id", UUID.class), row.getString("client_id"), InitialAccessTokens.limits(row)))
                .optional();
    }

    RegisteredMetadata read(Managed registration) {
        return clients.read(registration.clientId());
    }

    /** Replaces everything (RFC 7592 §2.2), and the token: of several changes at once with one token, one succeeds. */
    @Transactional
    public Registered replace(Managed registration, String token, Map<String, Object> metadata) {
        String next = values.generate();
        int claimed = jdbc.sql("""
                        update client_registration set token_hash = :next, changed_at = :now
                        where client_id = :client and token_hash = :hash
                        """)
                .param("next", OpaqueValues.hash(next))
                .param("now", now())
                .param("client", registration.id())
                .param("hash", OpaqueValues.hash(token))
                .update();
        if (claimed == 0) {
            throw RegistrationRefusedException.invalidToken();
        }
        RegisteredMetadata client = clients.replace(
                registration.clientId(), rules.complete(metadata, registration.limits()), this::scopeExists);
        record(SecurityEventType.CLIENT_CHANGED, registration.clientId());
        return new Registered(client, next);
    }

    /** Deletes the client, and with it its grants, tokens and secrets. */
    @Transactional
    public void delete(Managed registration) {
        clients.delete(registration.clientId());
        record(SecurityEventType.CLIENT_DELETED, registration.clientId());
    }

    /**
     * Deletes registrations that nobody uses: without a grant, without consent of anybody, and with no secret used since.
     *
     * @return how many there were
     */
    @Transactional
    public int deleteUnused(int batch) {
        OffsetDateTime before = now().minus(properties.unusedAfter());
        List<String> unused = jdbc.sql("""
                        select c.client_id from client_registration r join client c on c.id = r.client_id
                         where r.changed_at < :before
                           and not exists (select 1 from oauth_grant g where g.client_id = c.id)
                           and not exists (select 1 from oauth_consent o where o.client_id = c.id)
                           and not exists (select 1 from client_secret s
                                           where s.client_id = c.id and s.last_used_on >= cast(:before as date))
                         order by r.changed_at limit :batch for update of r skip locked
                        """)
                .param("before", before)
                .param("batch", batch)
                .query(String.class)
                .list();
        unused.forEach(clientId -> {
            clients.delete(clientId);
            auditTrail.record(SecurityEvent.success(SecurityEventType.CLIENT_DELETED)
                    .because("UNUSED")
                    .client(clientId));
        });
        return unused.size();
    }

    private void requireRoom() {
        long registered = jdbc.sql("select count(*) from client_registration")
                .query(Long.class)
                .single();
        if (registered >= properties.most()) {
            throw new RegistrationRefusedException(503, "temporarily_unavailable", "No more clients can register now");
        }
    }

    private boolean scopeExists(String scope) {
        return scopes.byName(scope).isPresent();
    }

    private void record(SecurityEventType type, String clientId) {
        auditTrail.record(SecurityEvent.success(type).client(clientId).detail("by", "registration endpoint"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
