package dev.latchkey.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.secret.OpaqueValues;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.net.HttpCookie;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class SessionTests {

    private static final String COOKIE = "latchkey-session";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final JdbcClient database = story.server().database();
    private final TestAccount account = people.withPassword();
    private final UUID accountId = people.idOf(account);
    private final Browser browser = story.browserOf(account);

    @Test
    void endsWhenItIsNotUsed() {
        change("last_seen_at = now() - interval '59 minutes'");
        assertThat(isOpen()).isTrue();
        change("last_seen_at = now() - interval '61 minutes'");
        assertThat(isOpen()).isFalse();
    }

    @Test
    void endsAfterItsTimeHoweverMuchItIsUsed() {
        OffsetDateTime expiresAt = column("expires_at", OffsetDateTime.class);
        assertThat(expiresAt).isEqualTo(column("created_at + interval '12 hours'", OffsetDateTime.class));
        change("last_seen_at = now() - interval '5 minutes'");
        assertThat(isOpen()).isTrue();
        assertThat(column("expires_at", OffsetDateTime.class)).isEqualTo(expiresAt);
        change("expires_at = now() - interval '1 second'");
        assertThat(isOpen()).isFalse();
    }

    @Test
    void isDeadAtOnceWhenItIsEnded() {
        assertThat(isOpen()).isTrue();
        change("ended_at = now()");
        assertThat(isOpen()).isFalse();
    }

    @Test
    void isDeadAtOnceWhenTheAccountIsDisabled() {
        assertThat(isOpen()).isTrue();
        database.sql("update account set enabled = false where id = :id")
                .param("id", accountId)
                .update();
        assertThat(isOpen()).isFalse();
    }

    @Test
    void isGoneAfterSigningOutWhoeverKeptTheCookie() {
        String secret = browser.cookie(COOKIE);
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
        assertThat(browser.at("/logout/done")).isTrue();
        assertThat(browser.cookie(COOKIE)).isEmpty();
        assertThat(holding(secret).open("/account").at("/login")).isTrue();
        assertThat(column("ended_because", String.class)).isEqualTo("SIGNED_OUT");
    }

    @Test
    void staysWhenNobodyConfirmsTheSignOut() {
        browser.open("/connect/logout");
        assertThat(isOpen()).isTrue();
        browser.postRaw("/connect/logout", Map.of());
        assertThat(isOpen()).isTrue();
        assertThat(browser.postRaw("/connect/logout", Map.of("decision", "yes"))
                        .page()
                        .statusCode())
                .isEqualTo(403);
        assertThat(isOpen()).isTrue();
        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "no"));
        assertThat(isOpen()).isTrue();
    }

    @Test
    void isNotOpenedByWhatTheDatabaseHolds() {
        byte[] stored = column("secret_hash", byte[].class);
        assertThat(stored).isEqualTo(OpaqueValues.hash(browser.cookie(COOKIE)));
        for (String stolen : List.of(
                OpaqueValues.encode(stored),
                HexFormat.of().formatHex(stored),
                column("id", UUID.class).toString())) {
            assertThat(holding(stolen).open("/account").at("/login")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "../../etc/passwd",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "a%00b",
                "eyJhbGciOiJub25lIn0.e30."
            })
    void ignoresCookiesThatAreNotOurs(String value) {
        assertThat(holding(value).open("/account").at("/login")).isTrue();
        assertThat(holding(value.repeat(60)).open("/account").page().statusCode())
                .isLessThan(500);
    }

    @Test
    void writesWhenItWasSeenAtMostOnceAMinute() {
        OffsetDateTime first = column("last_seen_at", OffsetDateTime.class);
        assertThat(isOpen()).isTrue();
        assertThat(isOpen()).isTrue();
        assertThat(column("last_seen_at", OffsetDateTime.class)).isEqualTo(first);
        change("last_seen_at = now() - interval '2 minutes'");
        assertThat(isOpen()).isTrue();
        OffsetDateTime touched = column("last_seen_at", OffsetDateTime.class);
        assertThat(touched).isAfterOrEqualTo(first);
        assertThat(isOpen()).isTrue();
        assertThat(column("last_seen_at", OffsetDateTime.class)).isEqualTo(touched);
    }

    @Test
    void beginsItsTimeAnewWithAnotherSignIn() {
        change("expires_at = now() + interval '1 minute'");
        UUID id = column("id", UUID.class);
        browser.open("/login").submit("/login", Map.of("username", account.username(), "password", account.password()));
        assertThat(column("id", UUID.class)).isEqualTo(id);
        assertThat(column("expires_at > now() + interval '11 hours'", Boolean.class))
                .isTrue();
    }

    @Test
    void isDeletedAMonthAfterItsEnd() {
        EndedSessions sweeper = story.server().bean(EndedSessions.class);
        change("expires_at = now() - interval '29 days'");
        sweeper.sweep();
        assertThat(column("count(*)", Long.class)).isEqualTo(1);
        change("expires_at = now() - interval '31 days'");
        sweeper.sweep();
        assertThat(column("count(*)", Long.class)).isZero();
    }

    @Test
    void hasTheRolesOfTheAccountOfNow() {
        database.sql("insert into account_role (account_id, role) values (:id, 'DEVELOPER')")
                .param("id", accountId)
                .update();
        assertThat(browser.open("/account").page().body()).contains("DEVELOPER");
    }

    @Test
    @DisplayName("SE-16: no session is in an address, or is taken from one")
    void isNeverInAnAddress() {
        String secret = browser.cookie(COOKIE);
        assertThat(secret).as("256 bits").hasSize(43);
        assertThat(browser.open("/account").page().body()).doesNotContain(secret, "jsessionid");
        for (String address : List.of(
                "/account?" + COOKIE + "=" + secret,
                "/account;" + COOKIE + "=" + secret,
                "/account;jsessionid=" + secret,
                "/account?jsessionid=" + secret)) {
            Browser stranger = story.browser().open(address);
            assertThat(stranger.at("/account")).as(address).isFalse();
            assertThat(stranger.page().body()).doesNotContain(account.username());
        }
    }

    @Test
    @DisplayName("SE-02: what was given in a session ends with it, and what was given for longer does not")
    void takesTheTokensOfItsApplicationsWithIt() {
        RelyingParty web = story.relyingParty(TestClient.WEB);
        RelyingParty.Answer here = story.tokens(browser, TestClient.WEB, "openid notes:read");
        RelyingParty.Answer longer = story.tokens(browser, TestClient.WEB, "openid offline_access notes:read");

        browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));

        assertThat(web.isActive(here.text("access_token"))).isFalse();
        assertThat(web.refresh(here.text("refresh_token")).refusal()).isEqualTo("400 invalid_grant");
        assertThat(web.refresh(longer.text("refresh_token")).isOk()).isTrue();
    }

    private boolean isOpen() {
        return browser.open("/account").at("/account");
    }

    private Browser holding(String secret) {
        Browser other = story.browser();
        HttpCookie cookie = new HttpCookie(COOKIE, secret);
        cookie.setPath("/");
        cookie.setDomain("localhost.local"); // as the client calls it
        cookie.setVersion(0);
        other.cookies().getCookieStore().add(URI.create(story.server().issuer()), cookie);
        return other;
    }

    private void change(String change) {
        database.sql("update browser_session set " + change + " where account_id = :id")
                .param("id", accountId)
                .update();
    }

    private <T> T column(String expression, Class<T> type) {
        return database.sql("select " + expression + " from browser_session where account_id = :id")
                .param("id", accountId)
                .query(type)
                .single();
    }
}
