package dev.latchkey.auth.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import dev.latchkey.auth.testing.TestImages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From where people start their applications. */
class LauncherTests {

    private static final String PATH = "/account/launch";
    private static final Story STORY = new Story();

    private final NewAccounts people = STORY.newAccounts();
    private final TestAccount person = people.withPassword();
    private final Browser browser = STORY.browserOf(person);
    private final String name = "Launch " + UUID.randomUUID();

    @AfterEach
    void takeAway() {
        STORY.server()
                .database()
                .sql("delete from client where metadata ->> 'client_name' = :name")
                .param("name", name)
                .update();
    }

    @Test
    void startsAnApplicationOfThisServiceForTheOneWhoIsSignedIn() {
        application(true, true);

        browser.open(PATH);

        assertThat(browser.page().body())
                .contains(name)
                .contains("href=\"https://launch.test/start?a=b&amp;iss="
                        + URLEncoder.encode(STORY.server().issuer(), StandardCharsets.UTF_8) + "&amp;login_hint="
                        + person.username() + "\"");
    }

    @Test
    void showsAnApplicationOfSomebodyElseOnceItIsUsed() {
        UUID id = application(false, true);
        assertThat(browser.open(PATH).page().body()).doesNotContain(name);

        STORY.server()
                .database()
                .sql("""
                        insert into oauth_consent (account_id, client_id, resource, scopes, fingerprint, granted_at, updated_at)
                        values (:account, :client, '', '{openid}', 'x', now(), now())
                        """)
                .param("account", people.idOf(person))
                .param("client", id)
                .update();

        assertThat(browser.open(PATH).page().body()).contains(name);
        assertThat(STORY.browserOf(people.withPassword()).open(PATH).page().body())
                .doesNotContain(name);
    }

    @Test
    void showsAnApplicationToWhomItIsAssigned() {
        UUID id = application(false, true);
        TestAccount colleague = people.withPassword();
        people.giveRole(colleague, "DEVELOPER");
        Browser theirs = STORY.browserOf(colleague);
        Browser administrator = STORY.browserOf(people.administrator());
        String assigning = "/admin/applications/" + id + "/launcher";

        administrator.open(assigning).submit(assigning, Map.of("accounts", person.username() + "\n"));
        assertThat(administrator.page().body()).contains("It is saved.", person.username());
        assertThat(browser.open(PATH).page().body()).contains(name);
        assertThat(theirs.open(PATH).page().body()).doesNotContain(name);

        administrator.open(assigning).submit(assigning, Map.of("role", "DEVELOPER", "accounts", ""));
        assertThat(theirs.open(PATH).page().body()).contains(name);
        assertThat(STORY.server()
                        .database()
                        .sql("select count(*) from oauth_consent where client_id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single())
                .as("it is shown, and nothing is allowed")
                .isZero();
    }

    @Test
    void assignsNothingToWhoIsNotThere() {
        UUID id = application(false, true);
        Browser administrator = STORY.browserOf(people.administrator());
        String assigning = "/admin/applications/" + id + "/launcher";

        for (Map<String, String> wrong :
                List.of(Map.of("accounts", "nobody-of-this-name"), Map.of("role", "KING", "accounts", ""))) {
            administrator.open(assigning).submit(assigning, wrong);
            assertThat(administrator.page().statusCode()).isEqualTo(400);
            assertThat(administrator.page().body()).contains("does not exist");
        }
        assertThat(STORY.server()
                        .database()
                        .sql("select count(*) from application_assignment where client_id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void showsTheLogoOrTheFirstLetter() {
        UUID id = application(true, true);
        assertThat(tile()).doesNotContain("<img").contains("<bdi class=\"monogram\" aria-hidden=\"true\">L</bdi>");

        String administered = "/admin/applications/" + id;
        STORY.browserOf(people.administrator())
                .open(administered)
                .upload(administered + "/logo", "logo", TestImages.png(40, 30));

        assertThat(tile())
                .containsPattern("<img class=\"monogram\" src=\"/images/[0-9a-f]{64}\\.png\" alt=\"\"")
                .doesNotContain("aria-hidden");
    }

    /** The part of the page that is about the application. */
    private String tile() {
        String page = browser.open(PATH).page().body();
        int end = page.indexOf(name);
        return page.substring(page.lastIndexOf("<a ", end), end);
    }

    @Test
    void leavesOutWhatIsDisabled() {
        application(true, false);

        assertThat(browser.open(PATH).page().body()).doesNotContain(name);
    }

    private UUID application(boolean trusted, boolean enabled) {
        UUID id = UUID.randomUUID();
        STORY.server()
                .database()
                .sql("""
                        insert into client (id, client_id, metadata, policy, trusted, enabled, created_at, updated_at, version)
                        select :id, cast(:id as text) || '-launch',
                               metadata || jsonb_build_object('client_name', cast(:name as text), 'initiate_login_uri',
                                                              'https://launch.test/start?a=b'),
                               policy, :trusted, :enabled, now(), now(), 0
                        from client where client_id = 'partner'
                        """)
                .param("id", id)
                .param("name", name)
                .param("trusted", trusted)
                .param("enabled", enabled)
                .update();
        return id;
    }
}
