package dev.latchkey.auth.token;

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

    /**
     * That a token of a person stands, for statements that read more at the same time: {@code g} is its grant, {@code a} the
     * account, and the parameter {@code jti} its id.
     */
    public static final String STANDS = """
            g.revoked_at is null and g.expires_at > now() and a.enabled
            and not exists(select 1 from revoked_access_token where jti = :jti)
            """;

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
     * The account of the person behind a token. {@code sub} of the token does not always say who that is. Empty for a token
     * without a person, and when it does not stand any more: then nothing at all is to be told.
     */
    Optional<UUID> personIfLive(Jwt token) {
        return grantOf(token)
                .flatMap(grant -> jdbc.sql("""
                        select g.account_id from oauth_grant g join account a on a.id = g.account_id
                        where g.id = :grant and\s""" + STANDS)
                        .param("grant", grant)
                        .param("jti", token.getId())
                        .query(UUID.class)
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
