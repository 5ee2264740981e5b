package dev.latchkey.auth.token;

import static dev.latchkey.auth.database.Columns.instant;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.authorization.FirstRefreshToken;
import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.authorization.GrantLifetimes;
import dev.latchkey.auth.authorization.GrantRevoked;
import dev.latchkey.auth.authorization.Grants;
import dev.latchkey.auth.authorization.TokenPurpose;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.secret.OpaqueValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The chain of refresh tokens of a grant. Each is used once; its use makes the next. The next is derived from the last, so
 * that a client whose answer was lost can be given the same one again although only hashes are stored.
 */
@Repository
class RefreshTokens {

    private final JdbcClient jdbc;
    private final OpaqueValues values;
    private final RefreshTokenSuccessors successors;
    private final Grants grants;
    private final GrantLifetimes lifetimes;
    private final AuditTrail trail;

    RefreshTokens(
            JdbcClient jdbc,
            OpaqueValues values,
            RefreshTokenSuccessors successors,
            Grants grants,
            GrantLifetimes lifetimes,
            AuditTrail trail) {
        this.jdbc = jdbc;
        this.values = values;
        this.successors = successors;
        this.grants = grants;
        this.lifetimes = lifetimes;
        this.trail = trail;
    }

    /** One that begins a chain, where that is written together with something else. */
    FirstRefreshToken draw(Client client) {
        return new FirstRefreshToken(values.generate(), lifetimes.refreshTokenIdleTtl(client));
    }

    /** The first of a new grant. */
    String first(Grant grant, Client client) {
        String value = values.generate();
        jdbc.sql("""
                        insert into one_time_token (value_hash, purpose, grant_id, issued_at, expires_at)
                        select :hash, :purpose, id, now(), least(now() + make_interval(secs => :ttl), expires_at)
                        from oauth_grant where id = :grant
                        """)
                .param("hash", OpaqueValues.hash(value))
                .param("purpose", TokenPurpose.REFRESH_TOKEN.column())
                .param("grant", grant.id())
                .param("ttl", lifetimes.refreshTokenIdleTtl(client).toSeconds())
                .update();
        return value;
    }

    /** A grant that goes on, and the refresh token that continues it. */
    record Refreshed(Grant grant, String refreshToken) {}

    /**
     * Uses a refresh token and makes its successor, in one statement: of any number of parallel uses, on any number of
     * nodes, one succeeds. A token of another client, a request for more scopes than were granted, and one that does not show
     * the key of the grant, use nothing.
     */
    Optional<Refreshed> rotate(String value, Client client, Set<String> scopes, @Nullable String proofKey) {
        String successor = successors.of(value);
        return jdbc.sql("""
                        with used as (
                          update one_time_token t set used_at = now()
                          from oauth_grant g join account a on a.id = g.account_id
                          where t.value_hash = :hash and t.purpose = :purpose and t.used_at is null and t.expires_at > now()
                            and g.id = t.grant_id and g.client_id = :client and g.revoked_at is null and g.expires_at > now()
                            and a.enabled and cast(:scopes as text[]) <@ g.scopes
                            and (g.dpop_jkt is null or (:confidential and cast(:proofKey as text) is not null)
                                 or g.dpop_jkt = cast(:proofKey as text))
                            and\s""" + Grant.PRESENT + """
                          returning\s""" + Grant.COLUMNS + """
                        ), seen as (
                          update oauth_grant set last_used_at = now() from used where oauth_grant.id = used.grant_id
                        ), next as (
                          insert into one_time_token (value_hash, purpose, grant_id, issued_at, expires_at)
                          select :successor, :purpose, grant_id, now(),
                                 least(now() + make_interval(secs => :ttl), grant_expires_at)
                          from used
                        )
                        select * from used
                        """)
                .param("hash", OpaqueValues.hash(value))
                .param("successor", OpaqueValues.hash(successor))
                .param("purpose", TokenPurpose.REFRESH_TOKEN.column())
                .param("client", client.id())
                .param("scopes", scopes.toArray(String[]::new))
                .param("confidential", !client.isPublic())
                .param("proofKey", proofKey, Types.VARCHAR)
                .param("ttl", lifetimes.refreshTokenIdleTtl(client).toSeconds())
                .query((row, n) -> new Refreshed(Grant.read(row), successor))
                .optional();
    }

    /** Why a token could not be used. */
    enum Unusable {
        /** Not ours, expired, of another client, or of a grant that has ended. */
        INVALID,
        /** Usable, or used just now, but not for these scopes. */
        SCOPES_NOT_GRANTED,
        /** The grant is bound to a key, and the request has not shown it. */
        KEY_NOT_SHOWN,
        /** Used just now, and what came of it was not used yet. */
        USED_JUST_NOW,
        /** Used before: somebody has a copy. */
        REPLAYED
    }

    private record Status(Grant grant, boolean used, boolean justNow, boolean ended) {}

    /** What came of looking at a token that {@link #rotate} refused. */
    record Diagnosis(Unusable why, Optional<Refreshed> sameAgain) {

        static Diagnosis of(Unusable why) {
            return new Diagnosis(why, Optional.empty());
        }
    }

    /**
     * Finds out why a token could not be used, and ends the family when it was used before. This returns and does not throw,
     * so that the revocation commits whatever becomes of the request.
     *
     * <p>A client that has proven that it is the one the token was issued to may repeat a request whose answer was lost.
     *
     * @param scopes what the request is for: a repetition gets no more than the first time
     * @param proofKey thumbprint of the DPoP key that the request has shown
     */
    @Transactional
    public Diagnosis diagnose(String value, Client client, Set<String> scopes, @Nullable String proofKey) {
        Optional<Status> found = status(value, client);
        if (found.isEmpty() || found.get().ended()) {
            return Diagnosis.of(Unusable.INVALID);
        }
        Status status = found.get();
        if (!isShown(status.grant(), client, proofKey)) {
            // Without the key the token is worth nothing to a thief, who must not end the family with it either.
            return Diagnosis.of(Unusable.KEY_NOT_SHOWN);
        }
        // Otherwise a public client has shown nothing but the token itself, and so would a thief.
        boolean provenHolder = !client.isPublic() || status.grant().dpopKey() != null;
        if (!status.used()) {
            return Diagnosis.of(Unusable.SCOPES_NOT_GRANTED);
        }
        Optional<String> successor = provenHolder && status.justNow() ? unusedSuccessor(value) : Optional.empty();
        if (successor.isPresent()) {
            if (!status.grant().scopes().containsAll(scopes)) {
                return Diagnosis.of(Unusable.SCOPES_NOT_GRANTED);
            }
            return new Diagnosis(Unusable.USED_JUST_NOW, Optional.of(new Refreshed(status.grant(), successor.get())));
        }
        trail.record(SecurityEvent.failure(SecurityEventType.REFRESH_TOKEN_REUSED, "REFRESH_TOKEN_REPLAYED")
                .account(status.grant().accountId())
                .client(client.clientId())
                .session(status.grant().sessionId())
                .detail("grant", status.grant().id().toString()));
        grants.revoke(status.grant().id(), GrantRevoked.Reason.REFRESH_TOKEN_REPLAYED);
        return Diagnosis.of(Unusable.REPLAYED);
    }

    /**
     * RFC 9449 §5: a public client's tokens are bound to one key. A confidential one may change its key, but not go back to
     * having none.
     */
    private static boolean isShown(Grant grant, Client client, @Nullable String proofKey) {
        return grant.dpopKey() == null
                || (proofKey != null && (!client.isPublic() || proofKey.equals(grant.dpopKey())));
    }

    private Optional<Status> status(String value, Client client) {
        return jdbc.sql("""
                        select t.used_at is not null as used,
                               t.used_at > now() - make_interval(secs => :window) as just_now,
                               (g.revoked_at is not null or g.expires_at <= now() or t.expires_at <= now() or not a.enabled
                                or not\s""" + Grant.PRESENT + """
                               ) as ended,
                        """ + Grant.COLUMNS + """
                         from one_time_token t join oauth_grant g on g.id = t.grant_id join account a on a.id = g.account_id
                        where t.value_hash = :hash and t.purpose = :purpose and g.client_id = :client
                        """)
                .param("hash", OpaqueValues.hash(value))
                .param("purpose", TokenPurpose.REFRESH_TOKEN.column())
                .param("client", client.id())
                .param("window", lifetimes.refreshRetryWindow().toSeconds())
                .query(RefreshTokens::status)
                .optional();
    }

    private static Status status(ResultSet row, int number) throws SQLException {
        return new Status(Grant.read(row), row.getBoolean("used"), row.getBoolean("just_now"), row.getBoolean("ended"));
    }

    private Optional<String> unusedSuccessor(String value) {
        List<String> candidates = successors.allOf(value);
        return candidates.stream()
                .filter(candidate -> jdbc.sql("""
                                select exists(select 1 from one_time_token
                                              where value_hash = :hash and purpose = :purpose and used_at is null)
                                """)
                        .param("hash", OpaqueValues.hash(candidate))
                        .param("purpose", TokenPurpose.REFRESH_TOKEN.column())
                        .query(Boolean.class)
                        .single())
                .findFirst();
    }

    /** The grant of any token of a chain, used ones included, so that its owner can end it with whichever it still has. */
    Optional<UUID> grantOf(String value, Client client) {
        return jdbc.sql("""
                        select g.id from one_time_token t join oauth_grant g on g.id = t.grant_id
                        where t.value_hash = :hash and t.purpose = :purpose and g.client_id = :client
                        """)
                .param("hash", OpaqueValues.hash(value))
                .param("purpose", TokenPurpose.REFRESH_TOKEN.column())
                .param("client", client.id())
                .query(UUID.class)
                .optional();
    }

    /** A refresh token that could be used now, as introspection sees it. */
    record Usable(Grant grant, Instant issuedAt, Instant expiresAt) {}

    Optional<Usable> findUsable(String value) {
        return jdbc.sql("select t.issued_at as token_issued_at, t.expires_at as token_expires_at, " + Grant.COLUMNS
                        + """
                         from one_time_token t join oauth_grant g on g.id = t.grant_id join account a on a.id = g.account_id
                        where t.value_hash = :hash and t.purpose = :purpose and t.used_at is null and t.expires_at > now()
                          and g.revoked_at is null and g.expires_at > now() and a.enabled
                          and\s""" + Grant.PRESENT)
                .param("hash", OpaqueValues.hash(value))
                .param("purpose", TokenPurpose.REFRESH_TOKEN.column())
                .query((row, n) ->
                        new Usable(Grant.read(row), instant(row, "token_issued_at"), instant(row, "token_expires_at")))
                .optional();
    }
}
