package dev.latchkey.auth.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Rows;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestImages;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What administrators do to applications on the pages. */
class ApplicationsPagesTests {

    private static final String PATH = "/admin/applications";
    private static final Story STORY = new Story();

    private final NewAccounts people = STORY.newAccounts();
    private final TestAccount admin = people.administrator();
    private final Browser browser = STORY.browserOf(admin);
    private final String clientId = "page-" + UUID.randomUUID();
    private String page = "";

    @BeforeEach
    void register() {
        browser.open(PATH + "/new")
                .submit(
                        PATH + "/new",
                        Map.of(
                                "declaration",
                                "{\"client_id\": \"" + clientId
                                        + "\", \"client_name\": \"<b>Pages</b>\", \"redirect_uris\": [\"https://pages.test/cb\"]}"));
        page = PATH + "/"
                + STORY.server()
                        .database()
                        .sql("select id from client where client_id = :id")
                        .param("id", clientId)
                        .query(UUID.class)
                        .single();
    }

    @AfterEach
    void takeAway() {
        STORY.server()
                .database()
                .sql("delete from client where client_id = :id")
                .param("id", clientId)
                .update();
    }

    @Test
    @DisplayName("PT-11: an administrator gives an application a logo, and takes it away")
    void givesAnApplicationALogo() {
        browser.open(page).upload(page + "/logo", "logo", TestImages.svg());
        assertThat(browser.page().statusCode()).isEqualTo(422);
        assertThat(browser.page().body())
                .contains("That is neither PNG nor JPEG.")
                .doesNotContain("/images/");

        browser.open(page).upload(page + "/logo", "logo", TestImages.jpeg(300, 100));
        assertThat(browser.page().body()).contains("<img class=\"monogram\" src=\"/images/");

        browser.submit(page + "/logo/remove", Map.of());
        assertThat(browser.page().body()).doesNotContain("/images/");
    }

    @Test
    @DisplayName("AD-06: registers an application, shows its secret once, and its name as text")
    void showsTheSecretOnceAndTheNameAsText() {
        assertThat(browser.page().body()).contains("It is shown this once", "&lt;b&gt;Pages&lt;/b&gt;");
        assertThat(browser.open(page).page().body())
                .contains(clientId)
                .doesNotContain("It is shown this once", "<b>Pages</b>");
        assertThat(browser.open(PATH + "?search=" + clientId).page().body()).contains("&lt;b&gt;Pages&lt;/b&gt;");
        assertThat(browser.open(PATH + "?cursor=!!").page().statusCode()).isEqualTo(400);
    }

    @Test
    void setsThePolicyOfAnApplication() {
        browser.open(page)
                .submit(
                        page + "/policy",
                        Map.of("trusted", "true", "dpop_bound_access_tokens", "true", "access_token_ttl", "2m"));

        assertThat(browser.page().body()).contains("It is saved", "PT2M");
        assertThat(browser.page().body()).contains("dpop_bound_access_tokens&quot; : true", "trusted&quot; : true");
        browser.submit(page + "/policy", Map.of("access_token_ttl", "forever"));
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(browser.page().body()).contains("access_token_ttl is no duration");
    }

    @Test
    void refusesSettingsThatBreakARuleAndKeepsWhatWasTyped() {
        Rows before = Rows.of(STORY.server());

        browser.open(page)
                .submit(
                        page + "/settings",
                        Map.of("declaration", "{\"client_id\": \"" + clientId + "\", \"scope\": \"no:such\"}"));

        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(browser.page().body()).contains("no:such", "The settings are not right");
        browser.submit(page + "/settings", Map.of("declaration", "no JSON"));
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }

    @Test
    void doesNotOverwriteWhatSomebodyElseSaved() {
        browser.open(page);
        STORY.server()
                .database()
                .sql("update client set version = version + 1 where client_id = :id")
                .param("id", clientId)
                .update();

        browser.submit(page + "/state", Map.of());

        assertThat(browser.page().statusCode()).isEqualTo(409);
    }

    @Test
    void deletesOnlyWhatWasTypedAgain() {
        browser.open(page).submit(page + "/delete", Map.of("confirmation", "another"));
        assertThat(browser.page().statusCode()).isEqualTo(400);
        assertThat(browser.open(page).page().statusCode()).isEqualTo(200);

        browser.submit(page + "/delete", Map.of("confirmation", clientId));

        assertThat(browser.page().body()).contains("The application has been deleted");
        assertThat(browser.open(page).page().statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("AD-05, AD-07: what destroys needs a fresh factor, and the form of our own page")
    void asksWhoItIsBeforeAnythingIsDestroyed() {
        browser.open(page);
        people.letFactorsAge(admin, Duration.ofMinutes(11));
        Rows before = Rows.of(STORY.server());

        for (String action : new String[] {"/delete", "/withdraw"}) {
            browser.open(page).submit(page + action, Map.of("confirmation", clientId));
            assertThat(browser.page().uri().getPath()).as(action).isIn("/reauthenticate", "/mfa/totp");
            browser.postRaw(page + action, Map.of("confirmation", clientId, "version", "0"));
            assertThat(browser.page().statusCode()).as(action).isEqualTo(403);
        }

        assertThat(Rows.of(STORY.server())).isEqualTo(before);
    }
}
