package dev.latchkey.endtoend.library;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The npm library {@code oidc-client-ts} 3 in Chromium, for an application that somebody has just registered in the portal:
 * everything that it does with the server it does from a page of another origin.
 */
@EndToEnd
class OidcClientTsTests {

    private final BrowserApplication application = new BrowserApplication();
    private Person dana;
    private Page page;

    @BeforeEach
    void register(House house, People people) {
        dana = people.dana();
        page = dana.page();
        page.navigate(house.issuer() + "/developer/applications/new?kind=single-page");
        dana.givesPassword();
        dana.givesSecondFactorIfEnrolled();
        page.locator("#name").fill("Single page");
        page.locator("#redirect_uris").fill(application.address());
        page.locator("#post_logout_redirect_uris").fill(application.address());
        page.locator("input[name=scope][value=email]").check();
        page.locator("main form button.button-primary").click();
        assertThat(page.locator("#client-id")).isVisible();
        application.configure(Map.of(
                "authority",
                house.issuer().toString(),
                "client_id",
                page.locator("#client-id").textContent(),
                "scope",
                "openid profile email"));
    }

    @AfterEach
    void stop() {
        application.close();
    }

    /** What a function of the page gave, and nothing when the page is left meanwhile. */
    private JsonNode call(String function) {
        return JsonMapper.shared()
                .valueToTree(page.evaluate("application." + function + "().then(result => result ?? null)"));
    }

    private JsonNode signIn() {
        page.navigate(application.address());
        page.evaluate("void application.signIn()");
        page.waitForURL(url -> url.startsWith(application.address() + "?code=")
                || dana.consentPage().isShown());
        if (dana.consentPage().isShown()) {
            dana.consentPage().allow();
            page.waitForURL(url -> url.startsWith(application.address() + "?code="));
        }
        return call("user");
    }

    @Test
    void signsInRenewsAndSignsOut(House house) {
        JsonNode user = signIn();

        assertThat(user.at("/profile/preferred_username").asString())
                .as("of user info, which the page has asked for itself")
                .isEqualTo("dana");
        assertThat(user.at("/profile/email").asString()).isEqualTo("dana@example.test");
        assertThat(user.at("/profile/iss").asString()).isEqualTo(house.issuer().toString());
        assertThat(user.at("/token_type").asString()).isEqualTo("Bearer");
        assertThat(user.at("/scope").asString().split(" ")).containsExactlyInAnyOrder("openid", "profile", "email");

        JsonNode renewed = call("renew");

        assertThat(renewed.at("/access_token").asString())
                .isNotEmpty()
                .isNotEqualTo(user.at("/access_token").asString());
        assertThat(renewed.at("/refresh_token").asString())
                .as("it is public: each refresh token is used once")
                .isNotEmpty()
                .isNotEqualTo(user.at("/refresh_token").asString());
        assertThat(renewed.at("/profile/sub")).isEqualTo(user.at("/profile/sub"));

        page.evaluate("void application.signOut()");
        page.waitForURL(url -> url.startsWith(application.address() + "?state="));

        assertThat(call("arrival").at("/userState").asString()).isEqualTo("kept");
        assertThat(call("user").isNull()).isTrue();
        assertThatThrownBy(() -> call("renewInAFrame"))
                .as("the session at the server is over")
                .hasMessageContaining("The person is not signed in");
    }

    @Test
    void asksInAFrameWhetherThePersonIsStillThere() {
        JsonNode user = signIn();

        JsonNode again = call("renewInAFrame");

        assertThat(again.at("/profile/sub")).isEqualTo(user.at("/profile/sub"));
        assertThat(again.at("/profile/sid")).isEqualTo(user.at("/profile/sid"));
        assertThat(again.at("/access_token")).isNotEqualTo(user.at("/access_token"));
        assertThat(page.frames()).as("the library has taken its frame away").hasSize(1);
    }

    @Test
    void givesItsRefreshTokenBack() {
        String refreshToken = signIn().at("/refresh_token").asString();
        call("revoke");

        int status = (int) page.evaluate("""
                async ([token]) => {
                  const users = await manager
                  const body = new URLSearchParams(
                    { grant_type: 'refresh_token', client_id: users.settings.client_id, refresh_token: token })
                  const address = await users.metadataService.getTokenEndpoint()
                  return (await fetch(address, { method: 'POST', body })).status
                }
                """, List.of(refreshToken));

        assertThat(status).isEqualTo(400);
    }
}
