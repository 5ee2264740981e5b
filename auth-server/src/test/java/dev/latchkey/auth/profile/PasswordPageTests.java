package dev.latchkey.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PasswordPageTests {

    private static final String NEW = "four words that nobody says";

    private final Story story = new Story();
    private final JdbcClient database = story.server().database();
    private final TestAccount account = story.newAccounts().withPassword();
    private final UUID id = story.newAccounts().idOf(account);
    private final Browser browser = story.browserOf(account);

    @Test
    void changesThePasswordAndShutsOutEverybodyElse() {
        RelyingParty web = story.relyingParty(TestClient.WEB);
        Browser other = story.browserOf(account);
        String others =
                story.tokens(other, TestClient.WEB, "openid offline_access").text("refresh_token");
        String own = story.tokens(browser, TestClient.WEB, "openid").text("refresh_token");
        String secret = browser.cookie("latchkey-session");

        assertThat(change(account.password(), NEW, NEW)).isEqualTo(200);

        assertThat(browser.page().body()).contains("Your password is changed");
        assertThat(browser.cookie("latchkey-session")).isNotEqualTo(secret);
        assertThat(browser.open("/account").at("/account")).isTrue();
        assertThat(other.open("/account").at("/login")).isTrue();
        assertThat(web.refresh(others).refusal()).isEqualTo("400 invalid_grant");
        assertThat(web.refresh(own).isOk()).isTrue();
        assertThat(signsInWith(account.password())).isFalse();
        assertThat(signsInWith(NEW)).isTrue();
        assertThat(events()).contains("PASSWORD_CHANGED SUCCESS", "SESSION_ENDED SUCCESS", "GRANT_REVOKED SUCCESS");
        story.server().mailbox().awaitTo(account.username() + "@example.test", "Your password was changed");
        assertThat(database.sql("select password_changed_at > now() - interval '1 minute' from account where id = :id")
                        .param("id", id)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void tellsTheAddressBeforeToo() {
        String before = "before-" + account.username() + "@example.test";
        story.newAccounts().changedAwayFrom(before, id, "7 days");

        change(account.password(), NEW, NEW);

        story.server().mailbox().awaitTo(before, "Your password was changed");
    }

    /** Only the browser in which it was changed is one that typed the password of now. */
    @Test
    void forgetsTheDevicesThatTypedTheOldOne() {
        story.browserOf(account);
        assertThat(knownDevices()).isEqualTo(2);
        change(account.password(), NEW, NEW);
        assertThat(knownDevices()).isEqualTo(1);
    }

    /** LG-34. */
    @Test
    void asksForTheCurrentPasswordAndBrakesGuessingAtIt() {
        for (int i = 0; i < 4; i++) {
            assertThat(change("wrong " + i, NEW, NEW)).isEqualTo(422);
            assertThat(browser.page().body()).contains("The current password isn’t right.");
        }
        assertThat(change("wrong", NEW, NEW)).isEqualTo(429);
        assertThat(browser.page().headers().firstValue("Retry-After")).isPresent();
        assertThat(change(account.password(), NEW, NEW)).isEqualTo(429);
        assertThat(signsInWith(NEW)).isFalse();
        assertThat(events()).contains("PASSWORD_CHANGED FAILURE");
        assertThat(browser.page().body()).doesNotContain(account.password(), NEW);
    }

    /** LG-34, SE-03: a stolen session that is not fresh any more gets nowhere. */
    @Test
    void isForPeopleWhoHaveJustShownThatItIsThem() {
        browser.open("/account/password");
        database.sql("""
                        update browser_session set factors = jsonb_build_object('PASSWORD', now() - interval '11 minutes')
                        where account_id = :id
                        """).param("id", id).update();
        browser.submit(
                "/account/password",
                Map.of("currentPassword", account.password(), "password", NEW, "passwordConfirmation", NEW));
        assertThat(browser.at("/reauthenticate")).isTrue();
        assertThat(browser.page().body()).contains("To change your password, confirm it’s you.");
        assertThat(browser.open("/account/password").at("/reauthenticate")).isTrue();
        assertThat(signsInWith(NEW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "fourteen chars, fourteen chars, at least 15 characters",
        "'', '', at least 15 characters",
        "aaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaa, Choose",
        "four words that nobody says, four words that nobody said, aren’t the same"
    })
    void refusesANewPasswordThatIsNone(String password, String confirmation, String problem) {
        assertThat(change(account.password(), password, confirmation)).isEqualTo(422);
        assertThat(browser.page().body()).contains(problem);
        assertThat(signsInWith(account.password())).isTrue();
    }

    @Test
    void takesAnyCharacterAndSendsNoneBack() {
        String odd = "  pässwörd \uD83D\uDD11 <b>\"'&amp;  ";
        assertThat(change(account.password(), odd, odd)).isEqualTo(200);
        assertThat(signsInWith(odd)).isTrue();
        assertThat(change(odd, "x".repeat(1025), "x".repeat(1025))).isEqualTo(422);
        assertThat(browser.page().body()).doesNotContain("x".repeat(100));
    }

    @Test
    void needsTheTokenOfThePage() {
        browser.open("/account/password");
        assertThat(browser.submitWithout(
                                "_csrf",
                                "/account/password",
                                Map.of(
                                        "currentPassword",
                                        account.password(),
                                        "password",
                                        NEW,
                                        "passwordConfirmation",
                                        NEW))
                        .page()
                        .statusCode())
                .isEqualTo(403);
        assertThat(signsInWith(account.password())).isTrue();
    }

    private int change(String current, String password, String confirmation) {
        return browser.open("/account/password")
                .submit(
                        "/account/password",
                        Map.of("currentPassword", current, "password", password, "passwordConfirmation", confirmation))
                .page()
                .statusCode();
    }

    private boolean signsInWith(String password) {
        return story.browser()
                .open("/login")
                .submit("/login", Map.of("username", account.username(), "password", password))
                .at("/account");
    }

    private int knownDevices() {
        return database.sql("select count(*) from known_device where account_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    private List<String> events() {
        return database.sql("select type || ' ' || outcome from security_event where account_id = :id")
                .param("id", id)
                .query(String.class)
                .list();
    }
}
