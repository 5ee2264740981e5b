package dev.latchkey.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.account.SecurityItem;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import org.junit.jupiter.api.Test;

class SecurityPageTests {

    private final Story story = new Story();

    @Test
    void saysHowTheAccountIsProtected() {
        TestAccount account = story.newAccounts().withPassword();
        Browser browser = story.browserOf(account);
        story.browserOf(account);
        assertThat(browser.open("/account/security").page().body())
                .contains("Password", "href=\"/account/password\"")
                .contains("Signed-in devices", "<bdi class=\"state state-plain\">2</bdi>", "href=\"/account/sessions\"")
                .contains("Recent activity", "href=\"/account/activity\"");
    }

    @Test
    void leadsWhereSomethingCanBeDone() {
        TestAccount account = story.newAccounts().withTotp();
        Browser browser = story.browserOf(account);
        for (String path : browser.open("/account/security").page().body().split("href=\"")) {
            String target = path.substring(0, Math.max(0, path.indexOf('"')));
            if (target.startsWith("/account/")) {
                assertThat(browser.open(target).page().statusCode()).as(target).isEqualTo(200);
            }
        }
    }

    @Test
    void takesALinkOnlyWithItsText() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new SecurityItem.Row(
                        "t", SecurityItem.State.GOOD, "x", java.util.List.of(), null, "/account", null)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
