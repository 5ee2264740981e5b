package dev.latchkey.demo.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.demo.testing.BrowserTest;
import dev.latchkey.demo.testing.Grant;
import dev.latchkey.demo.testing.Page;
import org.junit.jupiter.api.Test;

class WhoAmIPageTests extends BrowserTest {

    @Test
    void showsTheAccountAndWhatTheTokensSay() {
        browser.signIn(Grant.alice());

        Page page = browser.open("/who-am-i");

        assertThat(page.text())
                .contains("Alice Liddell", "alice@example.test")
                .contains("urn:latchkey:acr:2fa", "pwd, otp")
                .contains("at+jwt", "http://localhost:8090", Grant.EVERYTHING)
                .contains("{\"status_list\":{\"idx\":7}} where the API asks whether the token was revoked");
        assertThat(page.document().select("time")).isNotEmpty();
    }

    @Test
    void isForPeopleWhoAreSignedIn() {
        browser.leavesFor(browser.open("/who-am-i"));
    }

    @Test
    void showsOneSignInButtonToEverybodyElse() {
        Page page = browser.open("/");

        assertThat(page.document().select("main a.button")).hasSize(1);
        assertThat(page.document().select("main a.button").attr("href")).isEqualTo("/oauth2/authorization/latchkey");
        assertThat(page.forms()).isEmpty();
        assertThat(page.headers("Set-Cookie"))
                .as("no session before there is something to keep")
                .isEmpty();
    }
}
