package dev.latchkey.auth.userinfo;

import dev.latchkey.auth.account.People;
import dev.latchkey.auth.account.Person;
import dev.latchkey.auth.authorization.ClaimsRequest;
import dev.latchkey.auth.authorization.Grant;
import dev.latchkey.auth.token.AccessTokenStatus;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Repository;

/** Whom a token is about, and whether it still stands, in one statement. */
@Repository
class TokenOwners {

    private final JdbcClient jdbc;

    TokenOwners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param granted the claims that were granted one by one */
    record TokenOwner(Person person, ClaimsRequest granted) {}

    /** Empty for a token without a person, and when it does not stand any more: then nothing at all is to be told. */
    Optional<TokenOwner> of(Jwt token) {
        return AccessTokenStatus.grantOf(token)
                .flatMap(grant -> jdbc.sql("select g.claims, " + People.COLUMNS + " from " + People.TABLES
                                + "join oauth_grant g on g.account_id = a.id where g.id = :grant and "
                                + AccessTokenStatus.STANDS)
                        .param("grant", grant)
                        .param("jti", token.getId())
                        .query((row, n) -> new TokenOwner(People.read(row), Grant.readClaims(row.getString("claims"))))
                        .optional());
    }
}
