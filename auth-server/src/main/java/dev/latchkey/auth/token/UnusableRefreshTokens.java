package dev.latchkey.auth.token;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.authorization.GrantLifetimes;
import dev.latchkey.auth.authorization.GrantRevoked;
import dev.latchkey.auth.authorization.Grants;
import dev.latchkey.auth.authorization.TokenPurpose;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.secret.OpaqueValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Refresh tokens that {@link RefreshTokens#rotate} did not take: an answer that was lost is given again, and a token that
 * somebody must have copied ends its family (RFC 9700 §4.14.2).
 */
@Repository
class UnusableRefreshTokens {

    private final JdbcClient jdbc;
    private final RefreshTokenSuccessors successors;
    private final Grants grants;
    private final GrantLifetimes lifetimes;
    private final AuditTrail trail;

    UnusableRefreshTokens(
            JdbcClient jdbc,
            RefreshTokenSuccessors successors,
            Grants grants,
            GrantLifetimes lifetimes,
            AuditTrail trail) {
        this.jdbc = jdbc;
        this.successors = successors;
        this.grants = grants;
        this.lifetimes = lifetimes;
        this.trail = trail;
    }

    /** Why a token could not be used. */
    enum Reason {
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

    /** @param sameAgain what the first use of the token gave, for whoever may repeat that */
    record Diagnosis(Reason why, Optional<RefreshTokens.Refreshed> sameAgain) {

        static Diagnosis of(Reason why) {
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
            return Diagnosis.of(Reason.INVALID);
        }
        Status status = found.get();
        if (!isShown(status.grant(), client, proofKey)) {
            // Without the key the token is worth nothing to a thief, who must not end the family with it either.
            return Diagnosis.of(Reason.KEY_NOT_SHOWN);
        }
        if (!status.used()) {
            return Diagnosis.of(Reason.SCOPES_NOT_GRANTED);
        }
        // Otherwise a public client has shown nothing but the token itself, and so would a thief.
        boolean provenHolder = !client.isPublic() || status.grant().dpopKey() != null;
        Optional<String> successor = provenHolder && status.justNow() ? unusedSuccessor(value) : Optional.empty();
        if (successor.isPresent()) {
            if (!status.grant().scopes().containsAll(scopes)) {
                return Diagnosis.of(Reason.SCOPES_NOT_GRANTED);
            }
            return new Diagnosis(
                    Reason.USED_JUST_NOW, Optional.of(new RefreshTokens.Refreshed(status.grant(), successor.get())));
        }
        endFamily(status.grant(), client);
        return Diagnosis.of(Reason.REPLAYED);
    }

    private void endFamily(Grant grant, Client client) {
        trail.record(SecurityEvent.failure(SecurityEventType.REFRESH_TOKEN_REUSED, "REFRESH_TOKEN_REPLAYED")
                .account(grant.accountId())
                .client(client.clientId())
                .session(grant.sessionId())
                .detail("grant", grant.id().toString()));
        grants.revoke(grant.id(), GrantRevoked.Reason.REFRESH_TOKEN_REPLAYED);
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
                .query(UnusableRefreshTokens::status)
                .optional();
    }

    private static Status status(ResultSet row, int number) throws SQLException {
        return new Status(Grant.read(row), row.getBoolean("used"), row.getBoolean("just_now"), row.getBoolean("ended"));
    }

    private Optional<String> unusedSuccessor(String value) {
        return successors.allOf(value).stream()
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
}
