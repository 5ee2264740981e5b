package dev.latchkey.auth.reauthentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** “Confirm it’s you”, met on the way to a page that asks for a fresh factor. */
class ReauthenticationTests {

    private static final String PROTECTED = "/mfa/totp/setup";
    private static final String PAGE = "/reauthenticate";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @Test
    void isNotMetRightAfterTheSignIn() {
        assertThat(story.browserOf(people.withPassword()).open(PROTECTED).at(PROTECTED))
                .isTrue();
    }

    @Test
    @DisplayName("MF-14: an old sign-in is not enough, whatever the method")
    void asksForThePasswordAndGoesOn() {
        TestAccount account = people.withPassword();
        Browser browser = aged(account).open(PROTECTED + "?x=1");
        assertThat(browser.at(PAGE)).isTrue();
        assertThat(browser.page().body())
                .contains("To add an authenticator app, confirm it’s you.")
                .contains(account.username());
        String before = browser.cookie("latchkey-session");
        browser.submit(PAGE, Map.of("password", account.password()));
        assertThat(browser.at(PROTECTED)).isTrue();
        assertThat(browser.page().uri().getQuery()).isEqualTo("x=1");
        assertThat(browser.cookie("latchkey-session"))
                .as("a new session secret")
                .isNotEqualTo(before);
    }

    @Test
    void theOldSessionSecretIsWorthNothingAfterwards() {
        TestAccount account = people.withPassword();
        Browser browser = aged(account).open(PROTECTED);
        java.net.HttpCookie stolen = new java.net.HttpCookie("latchkey-session", browser.cookie("latchkey-session"));
        stolen.setPath("/");
        stolen.setVersion(0);
        browser.submit(PAGE, Map.of("password", account.password()));
        Browser thief = story.browser();
        thief.cookies().getCookieStore().add(java.net.URI.create(story.server().issuer()), stolen);
        assertThat(thief.open("/account").at("/login")).isTrue();
    }

    @Test
    void aPostGoesBackToThePage() {
        TestAccount account = people.withPassword();
        Browser browser = story.browserOf(account).open(PROTECTED);
        people.letFactorsAge(account, Duration.ofMinutes(11));
        browser.submit(PROTECTED, Map.of("name", "x", "code", "123456"));
        assertThat(browser.at(PAGE)).isTrue();
        browser.submit(PAGE, Map.of("password", account.password()));
        assertThat(browser.at(PROTECTED)).isTrue();
    }

    @Test
    void aWrongPasswordDoesNotRefreshAnything() {
        TestAccount account = people.withPassword();
        Browser browser = aged(account).open(PROTECTED);
        browser.submit(PAGE, Map.of("password", "wrong"));
        assertThat(browser.page().statusCode()).isEqualTo(401);
        assertThat(browser.page().body()).contains("That password isn’t right.").contains("name=\"continue\"");
        assertThat(browser.open(PROTECTED).at(PAGE)).isTrue();
        assertThat(browser.open("/account").at("/account"))
                .as("still signed in")
                .isTrue();
    }

    @Test
    @DisplayName("MF-02: guessing here is under the brakes of the sign-in")
    void brakesGuessing() {
        TestAccount account = people.withPassword();
        Browser browser = aged(account).open(PROTECTED);
        for (int i = 0; i < 5; i++) {
            browser.submit(PAGE, Map.of("password", "wrong"));
        }
        assertThat(browser.page().statusCode()).isEqualTo(429);
        browser.submit(PAGE, Map.of("password", account.password()));
        assertThat(browser.page().statusCode()).isEqualTo(429);
        assertThat(browser.page().headers().firstValue("Retry-After")).isPresent();
        assertThat(browser.open(PROTECTED).at(PAGE)).isTrue();
    }

    @Test
    @DisplayName("MF-14: whoever has a second factor shows that one, and a password does not do")
    void leadsToTheSecondFactor() {
        TestAccount account = people.withTotp();
        Browser browser = story.browserOf(account);
        people.letFactorsAge(account, Duration.ofMinutes(11));
        assertThat(browser.open(PROTECTED).at("/mfa/totp")).isTrue();
        browser.submit("/mfa/totp", Map.of("code", account.nextCode()));
        assertThat(browser.at(PROTECTED)).isTrue();
    }

    @Test
    void aFreshPasswordBesideAnOldSecondFactorIsNotEnough() {
        TestAccount account = people.withTotp();
        Browser browser = story.browserOf(account);
        people.letFactorsAge(account, Duration.ofMinutes(11));
        story.server().database().sql("""
                        update browser_session set factors = jsonb_set(factors, '{PASSWORD}',
                          to_jsonb(to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))) where account_id = :id
                        """).param("id", people.idOf(account)).update();
        assertThat(browser.open(PROTECTED).at("/mfa/totp")).isTrue();
    }

    @Test
    void isForNobodyWhoIsNotSignedIn() {
        assertThat(story.browser().open(PAGE).at("/login")).isTrue();
    }

    @Test
    void leadsNowhereWithoutAReason() {
        assertThat(story.browserOf(people.withPassword())
                        .open(PAGE + "?continue=Zm9yZ2Vk.bWFj")
                        .at("/account"))
                .isTrue();
    }

    @Test
    void writesDownWhatHappened() {
        TestAccount account = people.withPassword();
        Browser browser = aged(account).open(PROTECTED);
        browser.submit(PAGE, Map.of("password", "wrong"));
        browser.submit(PAGE, Map.of("password", account.password()));
        assertThat(story.server()
                        .database()
                        .sql("""
                                select outcome || coalesce(' ' || reason, '') from security_event
                                where account_id = :id and type = 'REAUTHENTICATION' order by occurred_at
                                """)
                        .param("id", people.idOf(account))
                        .query(String.class)
                        .list())
                .containsExactly("FAILURE WRONG_PASSWORD", "SUCCESS");
    }

    private Browser aged(TestAccount account) {
        Browser browser = story.browserOf(account);
        people.letFactorsAge(account, Duration.ofMinutes(11));
        return browser;
    }
}
