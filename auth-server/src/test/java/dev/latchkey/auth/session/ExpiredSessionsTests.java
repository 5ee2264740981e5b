package dev.latchkey.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.text.ParseException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ExpiredSessionsTests {

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final JdbcClient database = story.server().database();
    private final TestAccount account = people.withPassword();
    private final Browser browser = story.browserOf(account);
    private final RelyingParty.Answer tokens = story.tokens(browser, TestClient.WEB, "openid notes:read");
    private final RelyingParty web = story.relyingParty(TestClient.WEB);

    private UUID sid() {
        try {
            return UUID.fromString(
                    SignedJWT.parse(tokens.text("id_token")).getJWTClaimsSet().getStringClaim("sid"));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private void change(String what) {
        database.sql("update browser_session set " + what + " where id = :id")
                .param("id", sid())
                .update();
    }

    private void sweep() {
        story.server().bean(ExpiredSessions.class).end();
    }

    private String endedBecause() {
        return database.sql("select coalesce(ended_because, '') from browser_session where id = :id")
                .param("id", sid())
                .query(String.class)
                .single();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "last_seen_at = now() - interval '61 minutes'",
                "remembered = true, last_seen_at = now() - interval '8 days'",
                "expires_at = now() - interval '1 second'"
            })
    void endWithWhatWasGivenInThem(String expired) {
        assertThat(web.isActive(tokens.text("access_token"))).isTrue();
        change(expired);

        sweep();

        assertThat(endedBecause()).isEqualTo("EXPIRED");
        assertThat(web.isActive(tokens.text("access_token"))).isFalse();
        assertThat(web.refresh(tokens.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "last_seen_at = now() - interval '59 minutes'",
                "remembered = true, last_seen_at = now() - interval '6 days'",
                "expires_at = now() + interval '1 minute'"
            })
    void areOnlyThoseThatHaveExpired(String live) {
        change(live);

        sweep();

        assertThat(endedBecause()).isEmpty();
        assertThat(web.isActive(tokens.text("access_token"))).isTrue();
    }

    @Test
    void leaveWhatGoesOnWithoutThePerson() {
        RelyingParty.Answer offline = story.tokens(browser, TestClient.WEB, "openid offline_access notes:read");
        change("expires_at = now() - interval '1 second'");

        sweep();

        assertThat(web.refresh(offline.text("refresh_token")).isOk()).isTrue();
    }

    @Test
    void keepTheReasonForWhichTheyEndedBefore() {
        browser.open("/connect/logout").submit("/connect/logout", java.util.Map.of("decision", "yes"));
        change("expires_at = now() - interval '1 second'");

        sweep();

        assertThat(endedBecause()).isEqualTo("SIGNED_OUT");
    }
}
