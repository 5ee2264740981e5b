package dev.latchkey.auth.federation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which sessions here began with which at a provider. */
@Repository
class FederatedSessions {

    private final JdbcClient jdbc;

    FederatedSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An open session. */
    record Linked(UUID sessionId, UUID accountId) {}

    void note(UUID sessionId, UUID providerId, UpstreamIdentity identity) {
        jdbc.sql("""
                        insert into federated_session (session_id, provider_id, issuer, subject, upstream_session)
                        values (:session, :provider, :issuer, :subject, :upstream)
                        on conflict (session_id) do update set provider_id = excluded.provider_id, issuer = excluded.issuer,
                            subject = excluded.subject, upstream_session = excluded.upstream_session
                        """)
                .param("session", sessionId)
                .param("provider", providerId)
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .param("upstream", identity.session())
                .update();
    }

    Optional<UUID> providerOf(UUID sessionId) {
        return jdbc.sql("select provider_id from federated_session where session_id = :session")
                .param("session", sessionId)
                .query(UUID.class)
                .optional();
    }

    /** The open sessions that began with this identity. */
    List<UUID> of(UUID identityId) {
        return jdbc.sql("""
                        select s.id from federated_session f
                        join federated_identity i on i.provider_id = f.provider_id and i.issuer = f.issuer
                             and i.subject = f.subject
                        join browser_session s on s.id = f.session_id and s.account_id = i.account_id
                        where i.id = :identity and s.ended_at is null
                        """).param("identity", identityId).query(UUID.class).list();
    }

    /** Those of a logout token: of one session there, or of everything that the person has open there. */
    List<Linked> find(Provider provider, @Nullable String subject, @Nullable String upstreamSession) {
        return jdbc.sql("""
                        select s.id, s.account_id from federated_session f join browser_session s on s.id = f.session_id
                        where f.provider_id = :provider and f.issuer = :issuer and s.ended_at is null
                          and (cast(:subject as text) is null or f.subject = :subject)
                          and (cast(:upstream as text) is null or f.upstream_session = :upstream)
                        """)
                .param("provider", provider.id())
                .param("issuer", provider.issuer())
                .param("subject", subject)
                .param("upstream", upstreamSession)
                .query((row, number) ->
                        new Linked(row.getObject("id", UUID.class), row.getObject("account_id", UUID.class)))
                .list();
    }
}
