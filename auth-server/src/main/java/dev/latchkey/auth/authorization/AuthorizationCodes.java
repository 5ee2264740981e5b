package dev.latchkey.auth.authorization;

import dev.latchkey.auth.audit.AuditTrail;
import dev.latchkey.auth.audit.SecurityEvent;
import dev.latchkey.auth.audit.SecurityEventType;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.requestlog.FailedRule;
import dev.latchkey.auth.requestlog.Failure;
import dev.latchkey.auth.scope.ScopeClaims;
import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.session.AuthenticationContext;
import dev.latchkey.auth.session.BrowserSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Issues authorization codes and redeems each one once. */
@Repository
public class AuthorizationCodes {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final OpaqueValues values;
    private final Grants grants;
    private final GrantLifetimes lifetimes;
    private final AuditTrail trail;

    AuthorizationCodes(
            JdbcClient jdbc,
            JsonMapper json,
            OpaqueValues values,
            Grants grants,
            GrantLifetimes lifetimes,
            AuditTrail trail) {
        this.jdbc = jdbc;
        this.json = json;
        this.values = values;
        this.grants = grants;
        this.lifetimes = lifetimes;
        this.trail = trail;
    }

    /**
     * Records the grant and its code, and that the session was used for this client, in one statement.
     *
     * @param allowed the scopes that were allowed, of those that were to be
     * @return the code, which cannot be had again
     */
    public String issue(AuthorizationRequest request, BrowserSession session, Set<String> allowed) {
        Client client = request.client();
        AuthenticationContext authentication = session.authenticationContext();
        String code = values.generate();
        jdbc.sql("""
                        with family as (
                          insert into oauth_grant (id, account_id, client_id, session_id, scopes, resources, auth_time, amr, acr, claims,
                                                   created_at, last_used_at, expires_at)
                          values (:grant, :account, :client, :session, :scopes, :resources, :authTime, :amr, :acr, cast(:claims as jsonb),
                                  now(), now(), now() + make_interval(secs => :grantTtl))
                          returning id),
                        told as (
                          insert into session_client (session_id, client_id) values (:session, :client)
                          on conflict do nothing)
                        insert into one_time_token (value_hash, purpose, grant_id, details, issued_at, expires_at)
                        select :hash, :purpose, id, cast(:details as jsonb), now(), now() + make_interval(secs => :codeTtl)
                        from family
                        """)
                .param("grant", UUID.randomUUID())
                .param("account", session.accountId())
                .param("client", client.id())
                .param("session", session.id())
                .param("scopes", granted(request, allowed))
                .param("resources", request.resources().toArray(String[]::new))
                .param("authTime", authentication.authTime().atOffset(ZoneOffset.UTC))
                .param("amr", authentication.amr().toArray(String[]::new))
                .param("acr", authentication.acr())
                .param("claims", claims(request, allowed))
                .param("grantTtl", lifetimes.grantTtl(client).toSeconds())
                .param("hash", OpaqueValues.hash(code))
                .param("purpose", TokenPurpose.AUTHORIZATION_CODE.column())
                .param("details", json.writeValueAsString(CodeDetails.of(request)))
                .param("codeTtl", lifetimes.codeTtl(client).toSeconds())
                .update();
        return code;
    }

    private static String[] granted(AuthorizationRequest request, Set<String> allowed) {
        return request.scopes().stream().filter(allowed::contains).toArray(String[]::new);
    }

    private @Nullable String claims(AuthorizationRequest request, Set<String> allowed) {
        ClaimsRequest claims = request.claims().only(claim -> ScopeClaims.areIn(allowed, claim));
        return claims.isEmpty() ? null : json.writeValueAsString(claims);
    }

    /** What a code stands for, once it is used up. */
    public record Claimed(Grant grant, CodeDetails details, boolean live) {

        /** Of the authorization request. */
        public @Nullable String nonce() {
            return details.nonce();
        }
    }

    /**
     * Uses a code up, and begins the chain of refresh tokens if its client and grant are the right ones: one statement, so of
     * any number of parallel uses, on any number of nodes, one succeeds. Whether the rest of the request is right is for {@link
     * #refusal}; the refresh token is nobody's until its value is told.
     *
     * @param first null for a client that is not registered for refreshing
     * @return empty for a code that is not ours, has expired or was used before
     */
    public Optional<Claimed> claim(String code, Client client, @Nullable FirstRefreshToken first) {
        if (!OpaqueValues.isWellFormed(code)) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        with used as (
                          update one_time_token t set used_at = now()
                          from oauth_grant g join account a on a.id = g.account_id
                          where t.value_hash = :hash and t.purpose = :purpose and t.used_at is null and t.expires_at > now()
                            and g.id = t.grant_id
                          returning t.details, (g.revoked_at is null and a.enabled) as live,
                        """ + Grant.COLUMNS + """
                        ), first as (
                          insert into one_time_token (value_hash, purpose, grant_id, issued_at, expires_at)
                          select cast(:first as bytea), :firstPurpose, grant_id, now(),
                                 least(now() + make_interval(secs => :firstTtl), grant_expires_at)
                          from used where cast(:first as bytea) is not null and live and client_id = :client
                        )
                        select * from used
                        """)
                .param("hash", OpaqueValues.hash(code))
                .param("purpose", TokenPurpose.AUTHORIZATION_CODE.column())
                .param("client", client.id())
                .param("first", first == null ? null : OpaqueValues.hash(first.value()), Types.BINARY)
                .param("firstPurpose", TokenPurpose.REFRESH_TOKEN.column())
                .param("firstTtl", first == null ? 0 : first.idleTtl().toSeconds())
                .query(this::claimed)
                .optional();
    }

    private Claimed claimed(ResultSet row, int number) throws SQLException {
        return new Claimed(
                Grant.read(row), json.readValue(row.getString("details"), CodeDetails.class), row.getBoolean("live"));
    }

    /**
     * Finds out why a code could not be claimed. Its own client showing it twice ends the family (RFC 6749 §4.1.2). This returns
     * and does not throw, so that the revocation commits whatever becomes of the request.
     */
    @Transactional
    public FailedRule diagnose(String code, Client client) {
        Optional<Grant> replayed = OpaqueValues.isWellFormed(code) ? replayedGrant(code, client) : Optional.empty();
        replayed.ifPresent(grant -> {
            trail.record(SecurityEvent.failure(SecurityEventType.CODE_REUSED, "CODE_REPLAYED")
                    .account(grant.accountId())
                    .client(client.clientId())
                    .session(grant.sessionId())
                    .detail("grant", grant.id().toString()));
            grants.revoke(grant.id(), GrantRevoked.Reason.CODE_REPLAYED);
        });
        return replayed.isPresent() ? FailedRule.CODE_FRESH : FailedRule.CODE_KNOWN;
    }

    /**
     * Looks whether the request that brought a code is the right one: whoever shows a code with a wrong verifier, redirect URI or
     * client has burned it, and ended the family.
     *
     * @param proofKey the DPoP key that the client has shown. It has to be the one that the authorization request named, if it
     *     named one (RFC 9449 §10); what comes of the grant is bound to it from now on
     * @return null if everything is as it was when the code was issued
     */
    public @Nullable Failure refusal(
            Claimed claimed,
            Client client,
            @Nullable String redirectUri,
            @Nullable String codeVerifier,
            @Nullable String proofKey) {
        @Nullable Failure difference = difference(claimed, client, redirectUri, codeVerifier, proofKey);
        if (difference != null) {
            grants.revoke(claimed.grant().id(), GrantRevoked.Reason.CODE_MISUSED);
        }
        return difference;
    }

    /** The first thing that is not as it was when the code was issued. */
    private @Nullable Failure difference(
            Claimed claimed,
            Client client,
            @Nullable String redirectUri,
            @Nullable String codeVerifier,
            @Nullable String proofKey) {
        if (!claimed.grant().clientId().equals(client.id())) {
            return Failure.of(FailedRule.CODE_CLIENT);
        }
        if (!claimed.live()) {
            return Failure.of(FailedRule.CODE_GRANT);
        }
        if (!claimed.details().wasSentTo(redirectUri)) {
            return Failure.of(FailedRule.CODE_REDIRECT_URI, claimed.details().redirectUriExpected(), redirectUri);
        }
        if (!claimed.details().isVerifiedBy(codeVerifier)) {
            return Failure.of(FailedRule.CODE_VERIFIER);
        }
        return claimed.details().isBoundTo(proofKey) && bind(claimed.grant(), proofKey)
                ? null
                : Failure.of(FailedRule.CODE_KEY);
    }

    private boolean bind(Grant grant, @Nullable String proofKey) {
        if (grant.dpopKey() != null) {
            return grant.dpopKey().equals(proofKey);
        }
        if (proofKey != null) {
            grants.bind(grant.id(), proofKey);
        }
        return true;
    }

    /** Only the client that the code was issued to can end the family with it: nobody else can sign a person out. */
    private Optional<Grant> replayedGrant(String code, Client client) {
        return jdbc.sql("select " + Grant.COLUMNS + """
                         from one_time_token t join oauth_grant g on g.id = t.grant_id
                        where t.value_hash = :hash and t.purpose = :purpose and t.used_at is not null and g.client_id = :client
                        """)
                .param("hash", OpaqueValues.hash(code))
                .param("purpose", TokenPurpose.AUTHORIZATION_CODE.column())
                .param("client", client.id())
                .query((row, n) -> Grant.read(row))
                .optional();
    }
}
