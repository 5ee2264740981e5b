package dev.latchkey.auth.token;

import dev.latchkey.auth.authorization.ClaimsRequest;
import dev.latchkey.auth.authorization.Grant;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Repository;

/** Whether a verified access token still stands: its grant lives and it was not revoked by itself. */
@Repository
public class AccessTokenStatus {

    private final JdbcClient jdbc;

    AccessTokenStatus(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public boolean isLive(Jwt token) {
        Optional<UUID> grant = grantOf(token);
        if (grant.isEmpty()) {
            return jdbc.sql("select not exists(select 1 from revoked_access_token where jti = :jti)")
                    .param("jti", token.getId())
                    .query(Boolean.class)
                    .single();
        }
        return jdbc.sql("""
                        select exists(select 1 from oauth_grant g join account a on a.id = g.account_id
                                      where g.id = :grant and g.revoked_at is null and g.expires_at > now() and a.enabled)
                           and not exists(select 1 from revoked_access_token where jti = :jti)
                        """)
                .param("grant", grant.get())
                .param("jti", token.getId())
                .query(Boolean.class)
                .single();
    }

    /**
     * The person behind a token. {@code sub} of the token does not always say who that is.
     *
     * @param granted the claims that were granted one by one
     */
    public record Person(UUID accountId, ClaimsRequest granted) {}

    /** Empty for a token without a person, and when it does not stand any more: then nothing at all is to be told. */
    public Optional<Person> personIfLive(Jwt token) {
        return grantOf(token)
                .flatMap(grant -> jdbc.sql("""
                        select g.account_id, g.claims from oauth_grant g join account a on a.id = g.account_id
                        where g.id = :grant and g.revoked_at is null and g.expires_at > now() and a.enabled
                          and not exists(select 1 from revoked_access_token where jti = :jti)
                        """)
                        .param("grant", grant)
                        .param("jti", token.getId())
                        .query((row, n) -> new Person(
                                row.getObject("account_id", UUID.class), Grant.readClaims(row.getString("claims"))))
                        .optional());
    }

    /** The grant that a token belongs to; none for a token that a client got for itself. */
    public static Optional<UUID> grantOf(Jwt token) {
        @Nullable String grant = token.getClaimAsString(AccessTokenClaims.GRANT);
        return Optional.ofNullable(grant).map(UUID::fromString);
    }

    /** Revokes one token, and no other. Remembered until it would have expired. */
    void revoke(Jwt token, Instant expiresAt) {
        jdbc.sql("insert into revoked_access_token (jti, expires_at) values (:jti, :expires) on conflict do nothing")
                .param("jti", token.getId())
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .update();
    }
}
