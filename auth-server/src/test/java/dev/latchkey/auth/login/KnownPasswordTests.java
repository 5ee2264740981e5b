package dev.latchkey.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.account.PasswordHashes;
import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Mailbox.Received;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Redirect;
import dev.latchkey.auth.testing.RelyingParty;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** LG-10: somebody's password turns out to be one that everybody knows. */
class KnownPasswordTests {

    private static final String KNOWN = "password123";
    private static final String NEW = "treacle well and dormouse";
    private static final String PAGE = "/login/new-password";

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();

    @Test
    @DisplayName("LG-10: a common password noticed at sign-in is replaced before anything else")
    void servesNothingBeforeThereIsANewPassword() {
        TestAccount account = withKnownPassword(people.withPassword());
        Browser browser = story.browserOf(account);

        for (String page : List.of("/account", "/account/sessions", "/account/password", "/device")) {
            assertThat(browser.open(page).at(PAGE)).as(page).isTrue();
        }
        assertThat(browser.postRaw("/account/sessions/end-others", Map.of("_csrf", browser.hiddenField("_csrf")))
                        .at(PAGE))
                .isTrue();
    }

    @Test
    void goesOnWhereThePersonWantedToGo() {
        TestAccount account = withKnownPassword(people.withPassword());
        Browser browser = story.browser().open("/account/sessions");
        browser.submit("/login", Map.of("username", account.username(), "password", KNOWN));
        assertThat(browser.at(PAGE)).isTrue();

        browser.submit(PAGE, Map.of("password", NEW, "passwordConfirmation", NEW));

        assertThat(browser.at("/account/sessions")).isTrue();
        assertThat(events(account)).contains("NEW_PASSWORD_DEMANDED", "PASSWORD_CHANGED");
        assertThat(story.browserOf(TestAccount.of(account.username(), NEW, ""))
                        .open("/account")
                        .at("/account"))
                .isTrue();
    }

    @Test
    void tellsTheMailbox() {
        TestAccount account = withKnownPassword(people.withPassword());
        story.browserOf(account);

        Received mail = story.server()
                .mailbox()
                .awaitTo(account.username() + "@example.test", "Your password has to be changed");
        assertThat(mail.text()).contains(story.server().url("/password/forgot")).doesNotContain(KNOWN);
    }

    @Test
    void refusesAnotherOneThatIsKnown() {
        TestAccount account = withKnownPassword(people.withPassword());
        Browser browser = story.browserOf(account).open("/account");

        for (String refused : List.of(KNOWN, "short", "passwordpassword", "")) {
            browser.submit(PAGE, Map.of("password", refused, "passwordConfirmation", refused));
            assertThat(browser.page().statusCode()).as(refused).isEqualTo(400);
        }
        browser.submit(PAGE, Map.of("password", NEW, "passwordConfirmation", NEW + "s"));
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(browser.open("/account").at(PAGE)).isTrue();
    }

    @Test
    void asksForTheSecondFactorFirst() {
        TestAccount account = withKnownPassword(people.withTotp());
        Browser browser = story.browser().open("/login");
        browser.submit("/login", Map.of("username", account.username(), "password", KNOWN));
        assertThat(browser.at("/mfa/totp")).isTrue();
        assertThat(browser.open(PAGE).at(PAGE))
                .as("not with the password alone")
                .isFalse();

        browser.open("/account").submit("/mfa/totp", Map.of("code", account.nextCode()));
        assertThat(browser.at(PAGE)).isTrue();
        browser.submit(PAGE, Map.of("password", NEW, "passwordConfirmation", NEW));
        assertThat(browser.at("/account")).isTrue();
    }

    @Test
    void givesNoCodeToAnApplicationBefore() {
        TestAccount account = withKnownPassword(people.withPassword());
        Browser browser = story.browserOf(account);
        String silent =
                new AuthorizationRequest(TestClient.WEB).with("prompt", "none").url();

        assertThat(Redirect.of(browser.open(silent).leftFor()).error()).isEqualTo("interaction_required");
        browser.open(new AuthorizationRequest(TestClient.WEB).url());
        assertThat(browser.at(PAGE)).isTrue();
        browser.submit(PAGE, Map.of("password", NEW, "passwordConfirmation", NEW));
        if (browser.at("/oauth2/consent")) {
            browser.submit("/oauth2/consent", Map.of("decision", "allow"));
        }
        RelyingParty.Answer tokens = story.relyingParty(TestClient.WEB)
                .redeem(Redirect.of(browser.leftFor()).code());
        assertThat(tokens.isOk()).isTrue();
    }

    @Test
    void wantsAFreshSignInForIt() {
        TestAccount account = withKnownPassword(people.withPassword());
        Browser browser = story.browserOf(account);
        people.letFactorsAge(account, Duration.ofMinutes(11));

        assertThat(browser.open(PAGE).at("/reauthenticate")).isTrue();
    }

    @Test
    void asksNobodyWhosePasswordIsTheirOwn() {
        Browser browser = story.browserOf(people.withPassword());

        assertThat(browser.open("/account").at("/account")).isTrue();
        assertThat(browser.open(PAGE).at(PAGE)).isFalse();
    }

    private TestAccount withKnownPassword(TestAccount account) {
        story.server()
                .database()
                .sql("update account set password_hash = :hash where username = :name")
                .param("hash", story.server().bean(PasswordHashes.class).hash(KNOWN))
                .param("name", account.username())
                .update();
        return TestAccount.of(account.username(), KNOWN, account.totpSecret());
    }

    private List<String> events(TestAccount account) {
        return story.server()
                .database()
                .sql("select type from security_event where account_id = :id")
                .param("id", people.idOf(account))
                .query(String.class)
                .list();
    }
}
