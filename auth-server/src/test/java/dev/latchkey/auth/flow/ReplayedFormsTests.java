package dev.latchkey.auth.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthorizationRequest;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestClient;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RB-20: a form that did its work does it once, however often what was sent is sent again. */
class ReplayedFormsTests {

    private final Story story = new Story();

    @Test
    @DisplayName("RB-20: consent")
    void givesConsentOnce() {
        Browser browser = story.browserOf(story.newAccounts().withPassword());
        browser.open(new AuthorizationRequest(TestClient.PARTNER)
                .with("scope", "openid notes:read")
                .url());
        Map<String, String> sent = Map.of(
                "request", browser.hiddenField("request"),
                "shown", browser.hiddenField("shown"),
                "_csrf", browser.hiddenField("_csrf"),
                "scope", "notes:read",
                "decision", "allow");
        assertThat(browser.postRaw("/oauth2/consent", sent).leftFor().getQuery())
                .contains("code=");

        isRefused(browser, "/oauth2/consent", sent);
    }

    @Test
    @DisplayName("RB-20: a code of an authenticator app")
    void takesACodeOnce() {
        TestAccount account = story.newAccounts().withTotp();
        Browser browser = story.browser().open("/login");
        browser.submit("/login", Map.of("username", account.username(), "password", account.password()));
        Map<String, String> sent = Map.of("code", account.nextCode(), "_csrf", browser.hiddenField("_csrf"));
        assertThat(browser.postRaw("/mfa/totp", sent).at("/account")).isTrue();

        Browser again = story.browser().open("/login");
        again.submit("/login", Map.of("username", account.username(), "password", account.password()));
        Map<String, String> replayed = new HashMap<>(sent);
        replayed.put("_csrf", again.hiddenField("_csrf"));
        isRefused(again, "/mfa/totp", replayed);
        assertThat(again.open("/account").at("/mfa/totp")).isTrue();
    }

    @Test
    @DisplayName("RB-20: the code that confirms an address")
    void makesAnAccountOnce() {
        String name = "r" + UUID.randomUUID();
        Browser browser = story.browser().open("/signup");
        browser.submit(
                "/signup",
                Map.of(
                        "username", name,
                        "email", name + "@example.test",
                        "name", "Somebody",
                        "password", "treacle well and dormouse",
                        "passwordConfirmation", "treacle well and dormouse"));
        Map<String, String> sent = Map.of(
                "signup", browser.hiddenField("signup"),
                "_csrf", browser.hiddenField("_csrf"),
                "code", story.server().mailbox().awaitTo(name + "@example.test").code());
        assertThat(browser.postRaw("/signup/verify", sent).at("/signup/done")).isTrue();

        isRefused(browser, "/signup/verify", sent);
    }

    private void isRefused(Browser browser, String path, Map<String, String> sent) {
        Rows before = Rows.of(story.server());
        browser.postRaw(path, sent);
        assertThat(browser.page().statusCode()).isBetween(400, 499);
        assertThat(Rows.of(story.server())).isEqualTo(before);
    }
}
