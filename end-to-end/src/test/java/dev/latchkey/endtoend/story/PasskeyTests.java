package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import dev.latchkey.endtoend.person.VirtualAuthenticator;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passkeys in a real browser with a virtual authenticator. Each test leaves the account as it was: without any. */
@EndToEnd
class PasskeyTests {

    private URI issuer = URI.create("");
    private Person dana;
    private Page page;
    private VirtualAuthenticator authenticator;
    private boolean autofill = true;

    @BeforeEach
    void register(House house, People people) {
        issuer = house.issuer();
        dana = people.dana();
        page = dana.page();
        authenticator = VirtualAuthenticator.in(page);
        open("/login");
        dana.givesPassword();
        page.waitForURL(at("/account"));
        open("/account/security/passkeys/new");
        assertThat(page.locator("input[name=name]")).not().hasValue("");
        button().click();
        page.waitForURL(url -> url.startsWith(at("/account/security/passkeys?done=ADDED")));
        assertThat(authenticator.credentials()).as("kept by the authenticator").hasSize(1);
        forgetSession();
    }

    @AfterEach
    void remove() {
        authenticator.verifies(true);
        forgetSession();
        open("/login");
        if (!autofill) {
            button().click();
        }
        page.waitForURL(at("/account"));
        open("/account/security/passkeys");
        page.getByRole(AriaRole.LINK, named("Rename or remove")).click();
        page.getByRole(AriaRole.BUTTON, named("Remove")).click();
        page.waitForURL(url -> url.contains("done=REMOVED"));
        forgetSession();
        open("/login");
        if (!autofill) {
            button().click();
        }
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("wasn’t accepted");
    }

    @Test
    void areOfferedInTheAutofillOfTheSignInPage() {
        open("/login");

        page.waitForURL(at("/account"));
        assertThat(dana.visited()).noneMatch(address -> address.getPath().startsWith("/mfa"));
    }

    @Test
    void signInAtTheButtonAndAreSpentByIt() {
        withoutAutofill();
        open("/login");

        Request sent = page.waitForRequest(
                request -> request.method().equals("POST") && request.url().equals(at("/login/passkey")),
                button()::click);
        page.waitForURL(at("/account"));

        dana.browser().clearCookies(new BrowserContext.ClearCookiesOptions().setName("latchkey-session"));
        APIResponse again = page.request()
                .post(
                        at("/login/passkey"),
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                .setData(sent.postData())
                                .setMaxRedirects(0));
        assertThat(again.status()).isEqualTo(303);
        assertThat(again.headers().get("location")).contains("again=passkey");
        open("/account");
        assertThat(dana.signInPage().username()).isVisible();
    }

    @Test
    void areTheSecondFactorOfWhoeverHasOne() {
        withoutAutofill();
        open("/login");
        dana.givesPassword();
        page.waitForURL(url -> url.startsWith(at("/mfa/passkey")));
        open("/account/applications");
        page.waitForURL(url -> url.startsWith(at("/mfa/passkey")));

        button().click();

        page.waitForURL(at("/account/applications"));
    }

    @Test
    void doNotSignInSomebodyWhomTheDeviceDoesNotKnow() {
        withoutAutofill();
        authenticator.verifies(false);
        open("/login");

        button().click();

        assertThat(page.locator("[data-passkey-failed]")).isVisible();
        open("/account");
        assertThat(dana.signInPage().username()).isVisible();
    }

    @Test
    void areNotGivenToAnotherOrigin() {
        page.navigate("http://127.0.0.1:" + issuer.getPort() + "/login");

        button().click();

        assertThat(page.locator("[data-passkey-failed]")).isVisible();
    }

    /** A browser that does not offer passkeys there: the virtual authenticator takes every offer at once. */
    private void withoutAutofill() {
        page.addInitScript("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        autofill = false;
    }

    private Locator button() {
        return page.locator("button[data-passkey-button]");
    }

    private void open(String path) {
        page.navigate(at(path));
    }

    private String at(String path) {
        return issuer.resolve(path).toString();
    }

    private void forgetSession() {
        page.navigate("about:blank");
        dana.browser().clearCookies();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
