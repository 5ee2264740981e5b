package dev.latchkey.auth.authorization;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.session.AllSessionsEnded;
import dev.latchkey.auth.session.AuthenticationContext;
import dev.latchkey.auth.session.SessionEnded;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Looks grants up and revokes them. All nodes read the same row, so a revocation holds everywhere at once. */
@Repository
public class Grants {

    /** What is said of each grant that a statement has ended, see {@link #revoked}. */
    private static final String REVOKED = """
            returning id, account_id, client_id, session_id,
                      (select c.client_id from client c where c.id = oauth_grant.client_id) as client
            """;

    private final JdbcClient jdbc;
    private final GrantLifetimes lifetimes;
    private final ApplicationEventPublisher events;
    private final AuditTrail trail;

    Grants(JdbcClient jdbc, GrantLifetimes lifetimes, ApplicationEventPublisher events, AuditTrail trail) {
        this.jdbc = jdbc;
        this.lifetimes = lifetimes;
        this.events = events;
        this.trail = trail;
    }

    /** The grant, if it is neither revoked nor expired and its account is enabled. */
    public Optional<Grant> findLive(UUID id) {
        return jdbc.sql("select " + Grant.COLUMNS + """
                         from oauth_grant g join account a on a.id = g.account_id
                        where g.id = :id and g.revoked_at is null and g.expires_at > now() and a.enabled
                        """)
                .param("id", id)
                .query((row, n) -> Grant.read(row))
                .optional();
    }

    /**
     * Opens a grant that belongs to no browser session: what a person has allowed a device goes on when they sign out.
     *
     * @return empty if the account is disabled
     */
    @Transactional
    public Optional<Grant> open(
            Client client,
            UUID accountId,
            Set<String> scopes,
            List<String> resources,
            AuthenticationContext authentication,
            @Nullable String dpopKey) {
        return jdbc.sql("""
                        with opened as (
                          insert into oauth_grant (id, account_id, client_id, session_id, scopes, resources, auth_time, amr, acr, dpop_jkt,
                                                   created_at, last_used_at, expires_at)
                          select :grant, id, :client, null, :scopes, :resources, :authTime, :amr, :acr, :dpopKey,
                                 now(), now(), now() + make_interval(secs => :ttl)
                          from account where id = :account and enabled
                          returning *)
                        select\s""" + Grant.COLUMNS + " from opened g")
                .param("grant", UUID.randomUUID())
                .param("account", accountId)
                .param("client", client.id())
                .param("scopes", scopes.toArray(String[]::new))
                .param("resources", resources.toArray(String[]::new))
                .param("authTime", authentication.authTime().atOffset(ZoneOffset.UTC))
                .param("amr", authentication.amr().toArray(String[]::new))
                .param("acr", authentication.acr())
                .param("dpopKey", dpopKey)
                .param("ttl", lifetimes.grantTtl(client).toSeconds())
                .query((row, n) -> Grant.read(row))
                .optional();
    }

    /** Binds a family to a DPoP key (RFC 9449 §5), from its first token on. */
    public void bind(UUID id, String dpopKey) {
        jdbc.sql("update oauth_grant set dpop_jkt = :key where id = :id")
                .param("key", dpopKey)
                .param("id", id)
                .update();
    }

    /**
     * Ends a family. Callers that refuse a request because of it must return, not throw, through the transaction: an
     * exception after this would undo it.
     */
    @Transactional
    public void revoke(UUID id, GrantRevoked.Reason reason) {
        announce(jdbc.sql("""
                        update oauth_grant set revoked_at = now(), revoked_because = :reason
                        where id = :id and revoked_at is null
                        """ + REVOKED)
                .param("id", id)
                .param("reason", reason.name())
                .query((row, n) -> revoked(row, reason))
                .list());
    }

    /**
     * Ends every family that an account has with a client.
     *
     * @param clientId the id of the client's row
     * @return how many there were
     */
    @Transactional
    public int revokeAll(UUID accountId, UUID clientId, GrantRevoked.Reason reason) {
        return revokeWhere("account_id = :account and client_id = :client", reason, accountId, clientId);
    }

    /** Ends every family that an account has with anybody. */
    @Transactional
    public int revokeAll(UUID accountId, GrantRevoked.Reason reason) {
        return revokeWhere("account_id = :account", reason, accountId, null);
    }

    /** Ends every family that a client has with anybody. */
    @Transactional
    public int revokeAllOf(UUID clientId, GrantRevoked.Reason reason) {
        return revokeWhere("client_id = :client", reason, null, clientId);
    }

    private int revokeWhere(
            String condition, GrantRevoked.Reason reason, @Nullable UUID accountId, @Nullable UUID clientId) {
        List<Revoked> revoked = jdbc.sql("""
                        update oauth_grant set revoked_at = now(), revoked_because = :reason
                        where revoked_at is null and %s
                        """.formatted(condition) + REVOKED)
                .param("account", accountId)
                .param("client", clientId)
                .param("reason", reason.name())
                .query((row, n) -> revoked(row, reason))
                .list();
        announce(revoked);
        return revoked.size();
    }

    /**
     * The end of a session ends what was given in it, except what the person allowed to go on without them ({@code
     * offline_access}, OpenID Connect Core §11).
     */
    @EventListener
    @Transactional
    public void on(SessionEnded ended) {
        announce(jdbc.sql("""
                        update oauth_grant set revoked_at = now(), revoked_because = :reason
                        where session_id = :session and revoked_at is null and not ('offline_access' = any (scopes))
                        """ + REVOKED)
                .param("session", ended.sessionId())
                .param("reason", GrantRevoked.Reason.SESSION_ENDED.name())
                .query((row, n) -> revoked(row, GrantRevoked.Reason.SESSION_ENDED))
                .list());
    }

    /** Ends what applications may do without the person, where the reason asks for it; a session that goes on keeps its own. */
    @EventListener
    @Transactional
    public void on(AllSessionsEnded ended) {
        if (!ended.reason().endsOfflineAccess()) {
            return;
        }
        announce(jdbc.sql("""
                        update oauth_grant set revoked_at = now(), revoked_because = :reason
                        where account_id = :account and revoked_at is null
                          and (cast(:except as uuid) is null or session_id is distinct from cast(:except as uuid))
                        """ + REVOKED)
                .param("account", ended.accountId())
                .param("except", ended.except(), Types.OTHER)
                .param("reason", GrantRevoked.Reason.ACCOUNT_SECURED.name())
                .query((row, n) -> revoked(row, GrantRevoked.Reason.ACCOUNT_SECURED))
                .list());
    }

    private record Revoked(
            GrantRevoked event,
            @Nullable String clientId,
            @Nullable UUID sessionId) {}

    private void announce(List<Revoked> revoked) {
        for (Revoked one : revoked) {
            GrantRevoked event = one.event();
            trail.record(SecurityEvent.success(SecurityEventType.GRANT_REVOKED)
                    .because(event.reason().name())
                    .account(event.accountId())
                    .client(one.clientId())
                    .session(one.sessionId())
                    .detail("grant", event.grantId().toString()));
            events.publishEvent(event);
        }
    }

    private static Revoked revoked(ResultSet row, GrantRevoked.Reason reason) throws SQLException {
        return new Revoked(
                new GrantRevoked(
                        row.getObject("id", UUID.class),
                        row.getObject("account_id", UUID.class),
                        row.getObject("client_id", UUID.class),
                        reason),
                row.getString("client"),
                row.getObject("session_id", UUID.class));
    }
}
