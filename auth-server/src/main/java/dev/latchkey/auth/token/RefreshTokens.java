package dev.latchkey.auth.token;

import static dev.latchkey.auth.database.Columns.instant;

import dev.latchkey.auth.authorization.FirstRefreshToken;
import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.authorization.GrantLifetimes;
import dev.latchkey.auth.authorization.TokenPurpose;
import dev.latchkey.auth.client.Client;
import dev.latchkey.auth.secret.OpaqueValues;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The chain of refresh tokens of a grant. Each is used once; its use makes the next. The next is derived from the last, so
 * that a client whose answer was lost can be given the same one again although only hashes are stored.
 */
@Repository
class RefreshTokens {

    private final JdbcClient jdbc;
    private final OpaqueValues values;
    private final RefreshTokenSuccessors successors;
    private final GrantLifetimes lifetimes;

    RefreshTokens(JdbcClient jdbc, OpaqueValues values, RefreshTokenSuccessors successors, GrantLifetimes lifetimes) {
        this.jdbc = jdbc;
        this.values = values;
        this.successors = successors;
        this.lifetimes = lifetimes;
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
     * the key of the grant, use nothing: {@link UnusableRefreshTokens} finds out which it was.
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
