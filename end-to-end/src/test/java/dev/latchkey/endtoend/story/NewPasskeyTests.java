package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.RequestOptions;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import dev.latchkey.endtoend.person.VirtualAuthenticator;
import org.junit.jupiter.api.Test;

/** How a passkey is made in a real browser with a virtual authenticator. */
@EndToEnd
class NewPasskeyTests {

    private static final String LIST = "/account/security/passkeys";
    private static final String NEW = LIST + "/new";

    @Test
    void isMadeOnlyByADeviceThatKnowsItsOwnerAndKeptOnce(House house, People people) {
        Person newcomer = people.newcomer();
        Page page = newcomer.page();
        VirtualAuthenticator authenticator = VirtualAuthenticator.in(page);
        page.navigate(at(house, "/login"));
        newcomer.givesPassword();
        page.waitForURL(at(house, "/account"));

        authenticator.verifies(false);
        page.navigate(at(house, NEW));
        button(page).click();
        assertThat(page.locator("[data-passkey-failed]")).isVisible();
        assertThat(authenticator.credentials()).isEmpty();

        authenticator.verifies(true);
        page.navigate(at(house, NEW));
        Request sent = page.waitForRequest(
                request -> request.method().equals("POST") && request.url().equals(at(house, NEW)),
                button(page)::click);
        page.waitForURL(url -> url.startsWith(at(house, "/account/security/")) && !url.endsWith("/new"));
        APIResponse again = page.request()
                .post(
                        at(house, NEW),
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                .setData(sent.postData())
                                .setMaxRedirects(0));

        assertThat(again.headers().get("location"))
                .as("the password was enough for the first one only")
                .contains("/reauthenticate?continue=");
        page.navigate(at(house, LIST));
        assertThat(page.locator("section.panel")).hasCount(1);
    }

    private static Locator button(Page page) {
        return page.locator("button[data-passkey-button]");
    }

    private static String at(House house, String path) {
        return house.issuer().resolve(path).toString();
    }
}
