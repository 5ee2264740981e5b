package dev.latchkey.auth.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ExpiredAuthorizationsTests {

    private final AuthServer server = AuthServer.running();
    private final JdbcClient database = server.database();
    private final ExpiredAuthorizations expired = server.bean(ExpiredAuthorizations.class);

    private long count(String table, String purpose) {
        return database.sql("select count(*) from " + table
                        + (purpose.isEmpty() ? "" : " where purpose = '" + purpose + "'"))
                .query(Long.class)
                .single();
    }

    @Test
    void deletesMoreThanOneBatch() {
        database.sql("""
                        insert into one_time_token (value_hash, purpose, issued_at, expires_at)
                        select sha256(cast('sweep' || i as bytea)), 'sweep_test', now() - interval '3 hours',
                               now() - interval '2 hours'
                        from generate_series(1, 2500) i
                        """).update();
        database.sql("""
                        insert into revoked_access_token (jti, expires_at)
                        select 'sweep' || i, now() - interval '2 hours' from generate_series(1, 1001) i
                        """).update();

        expired.sweep();

        assertThat(count("one_time_token", "sweep_test")).isZero();
        assertThat(database.sql("select count(*) from revoked_access_token where jti like 'sweep%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void leavesWhatHasNotExpiredForAnHour() {
        database.sql("""
                        insert into one_time_token (value_hash, purpose, issued_at, expires_at) values
                          (sha256('live'), 'sweep_keep', now(), now() + interval '1 minute'),
                          (sha256('late'), 'sweep_keep', now(), now() - interval '59 minutes')
                        """).update();

        expired.sweep();

        assertThat(count("one_time_token", "sweep_keep")).isEqualTo(2);
        database.sql("delete from one_time_token where purpose = 'sweep_keep'").update();
    }

    @Test
    void keepsUsedTokensSoThatReplaysAreNoticed() {
        Story story = new Story();
        RelyingParty spa = story.relyingParty(TestClient.SPA);
        RelyingParty.Answer first = story.tokens(TestClient.SPA);
        RelyingParty.Answer second = spa.refresh(first.text("refresh_token"));

        expired.sweep();

        assertThat(spa.refresh(first.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
        assertThat(spa.refresh(second.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
    }

    @Test
    void takesTheTokensOfAnExpiredGrantWithIt() {
        Story story = new Story();
        String code = story.authorize(story.browserOf(TestAccount.BOB), new AuthorizationRequest(TestClient.WEB))
                .code();
        database.sql("""
                        update oauth_grant set expires_at = now() - interval '2 hours'
                        where id = (select grant_id from one_time_token where value_hash = sha256(cast(:code as bytea)))
                        """)
                .param("code", code.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .update();

        expired.sweep();

        assertThat(database.sql("select count(*) from one_time_token where value_hash = sha256(cast(:code as bytea))")
                        .param("code", code.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
