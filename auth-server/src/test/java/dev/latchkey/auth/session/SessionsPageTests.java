package dev.latchkey.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SessionsPageTests {

    private final Story story = new Story();
    private final JdbcClient database = story.server().database();
    private final TestAccount account = story.newAccounts().withPassword();
    private final UUID accountId = story.newAccounts().idOf(account);
    private final Browser browser = story.browserOf(account);

    @Test
    void showsThisDeviceAndTheOthers() {
        story.browserOf(account);
        database.sql("update browser_session set user_agent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/133.0'")
                .update();
        assertThat(open("/account/sessions"))
                .contains("This device", "Other devices (1)", "Firefox on Linux", "127.0.0.1");
    }

    @Test
    void endsOneSessionAndNoOther() {
        Browser other = story.browserOf(account);
        Browser third = story.browserOf(account);
        open("/account/sessions");
        browser.submit("/account/sessions/end", Map.of("session", idOfSession(other)));
        assertThat(browser.page().body()).contains("That device is signed out.", "Other devices (1)");
        assertThat(other.open("/account").at("/login")).isTrue();
        assertThat(third.open("/account").at("/account")).isTrue();
        assertThat(browser.open("/account").at("/account")).isTrue();
    }

    /** SE-07. */
    @Test
    void doesNotKnowTheSessionsOfOthers() {
        TestAccount stranger = story.newAccounts().withPassword();
        Browser strangers = story.browserOf(stranger);
        story.browserOf(account);
        open("/account/sessions");
        for (String id : List.of(idOfSession(strangers), UUID.randomUUID().toString())) {
            browser.open("/account/sessions");
            assertThat(browser.submitWithoutFollowing("/account/sessions/end", Map.of("session", id))
                            .statusCode())
                    .isEqualTo(404);
        }
        browser.open("/account/sessions");
        assertThat(browser.submitWithoutFollowing("/account/sessions/end", Map.of("session", "no-uuid"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(strangers.open("/account").at("/account")).isTrue();
    }

    @Test
    void endsAllOthersAtOnce() {
        Browser other = story.browserOf(account);
        Browser third = story.browserOf(account);
        open("/account/sessions");
        browser.submit("/account/sessions/end-others", Map.of());
        assertThat(browser.page().body())
                .contains("All other devices are signed out.", "You’re signed in nowhere else.");
        assertThat(other.open("/account").at("/login")).isTrue();
        assertThat(third.open("/account").at("/login")).isTrue();
    }

    @Test
    void canBeReadWithFiveHundredSessions() {
        database.sql("""
                        insert into browser_session (id, secret_hash, account_id, factors, demand, user_agent, address,
                                                     created_at, last_seen_at, expires_at)
                        select gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), :account, '{}', 'ONE_FACTOR', 'x',
                               '192.0.2.' || n % 250, now(), now() - make_interval(secs => n), now() + interval '1 hour'
                        from generate_series(1, 500) n
                        """).param("account", accountId).update();
        String first = open("/account/sessions");
        assertThat(first).contains("Other devices (500)", "page=2").doesNotContain("rel=\"prev\"");
        assertThat(entries(first)).isEqualTo(20);
        String last = open("/account/sessions?page=25");
        assertThat(last).contains("page=24").doesNotContain("rel=\"next\"");
        assertThat(entries(last)).isEqualTo(20);
        for (String odd : List.of("-1", "0", "2147483647", "26")) {
            assertThat(browser.open("/account/sessions?page=" + odd).page().statusCode())
                    .isEqualTo(200);
        }
        assertThat(browser.open("/account/sessions?page=9223372036854775807")
                        .page()
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void showsWhoAskedToBeKeptSignedIn() {
        Browser kept = story.browser();
        kept.open("/login")
                .submit(
                        "/login",
                        Map.of("username", account.username(), "password", account.password(), "remember", "true"));
        assertThat(kept.open("/account/sessions").page().body()).contains("Kept signed in");
        assertThat(open("/account/sessions")).contains("Kept signed in");
        assertThat(database.sql("""
                        select count(*) from browser_session where account_id = :account and remembered
                          and expires_at > now() + interval '29 days'
                        """)
                        .param("account", accountId)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    /** LG-19, LG-20: being remembered is no factor, and ends with everything else. */
    @Test
    void beingKeptSignedInIsNoWayAroundAnything() {
        Browser kept = story.browser();
        kept.open("/login")
                .submit(
                        "/login",
                        Map.of("username", account.username(), "password", account.password(), "remember", "true"));
        database.sql("""
                        update browser_session set factors = jsonb_build_object('PASSWORD', now() - interval '5 days')
                        where account_id = :account
                        """).param("account", accountId).update();
        assertThat(kept.open("/account").at("/account")).isTrue();
        for (String sensitive : List.of("/account/password", "/account/delete")) {
            assertThat(kept.open(sensitive).at("/reauthenticate")).as(sensitive).isTrue();
        }
        story.server().bean(AccountSessions.class).endAll(accountId, null, SessionEnded.Reason.PASSWORD_CHANGED);
        assertThat(kept.open("/account").at("/login")).isTrue();

        TestAccount careful = story.newAccounts().withTotp();
        Browser half = story.browser();
        half.open("/login")
                .submit(
                        "/login",
                        Map.of("username", careful.username(), "password", careful.password(), "remember", "true"));
        assertThat(half.open("/account").at("/mfa/totp")).isTrue();
    }

    @Test
    void theEndOfEverythingEndsWhatApplicationsMayDoAlone() {
        RelyingParty web = story.relyingParty(TestClient.WEB);
        String mine =
                story.tokens(browser, TestClient.WEB, "openid offline_access").text("refresh_token");
        Browser other = story.browserOf(account);
        String others =
                story.tokens(other, TestClient.WEB, "openid offline_access").text("refresh_token");
        AccountSessions sessions = story.server().bean(AccountSessions.class);
        UUID own = UUID.fromString(idOfSession(browser));

        sessions.endAll(accountId, own, SessionEnded.Reason.ENDED_BY_PERSON);
        others = web.refresh(others).text("refresh_token");

        sessions.endAll(accountId, own, SessionEnded.Reason.PASSWORD_CHANGED);
        assertThat(web.refresh(others).refusal()).isEqualTo("400 invalid_grant");
        mine = web.refresh(mine).text("refresh_token");

        sessions.endAll(accountId, null, SessionEnded.Reason.ACCOUNT_DISABLED);
        assertThat(web.refresh(mine).refusal()).isEqualTo("400 invalid_grant");
    }

    /** RB-16. */
    @Test
    void aVisitorWhoIsNobodyLeavesNoRow() {
        Rows before = Rows.of(story.server());
        for (int i = 0; i < 200; i++) {
            Browser visitor = story.browser();
            visitor.open("/login");
            visitor.open("/account");
            visitor.openWithoutFollowing(new AuthorizationRequest(TestClient.WEB).url());
        }
        assertThat(Rows.of(story.server()).counts().get("browser_session"))
                .isEqualTo(before.counts().get("browser_session"));
    }

    private String open(String path) {
        HttpResponse<String> page = browser.open(path).page();
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private static int entries(String body) {
        return body.split("<li class=\"entry\"", -1).length - 1;
    }

    private String idOfSession(Browser of) {
        return database.sql("select id from browser_session where secret_hash = :hash")
                .param("hash", dev.latchkey.auth.secret.OpaqueValues.hash(of.cookie("latchkey-session")))
                .query(UUID.class)
                .single()
                .toString();
    }
}
