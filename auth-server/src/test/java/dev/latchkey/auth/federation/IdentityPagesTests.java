package dev.latchkey.auth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.AuthServer;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.Story;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people see of who they are elsewhere, and what they get when they have forgotten how they came. */
class IdentityPagesTests {

    private final Story story = new Story();
    private final AuthServer server = story.server();
    private final String name = "see-" + UUID.randomUUID().toString().substring(0, 8);
    private final String address = name + "@example.test";
    private StubProvider stub;
    private Browser browser;

    @BeforeEach
    void signUp() throws Exception {
        stub = new StubProvider(server);
        stub.person(name, address);
        browser = stub.signIn(story.browser());
        browser.submit("/signup/federated", Map.of("username", name, "name", "N"));
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void areInTheCopyOfEverythingThatIsKept() {
        stub.signIn(story.browser());
        String copy = browser.open("/account/data")
                .submitWithoutFollowing("/account/data/export", Map.of())
                .body();
        assertThat(copy)
                .contains(
                        "\"identities\"",
                        "\"subject\" : \"" + name + "\"",
                        stub.issuer(),
                        stub.provider().title());
        assertThat(copy).contains("\"last_used\"");
    }

    @Test
    void saysWhichProviderThisBrowserUsedLast() throws Exception {
        try (StubProvider other = new StubProvider(server)) {
            assertThat(story.browser().open("/login").page().body()).doesNotContain("last used");
            browser.open("/connect/logout").submit("/connect/logout", Map.of("decision", "yes"));
            String page = browser.open("/login").page().body();
            assertThat(page).containsOnlyOnce("last used");
            assertThat(form(page, stub.start())).contains("last used");
            assertThat(form(page, other.start())).doesNotContain("last used");
        }
    }

    private static String form(String page, String action) {
        int start = page.indexOf("action=\"" + action + "\"");
        return page.substring(start, page.indexOf("</form>", start));
    }

    @Test
    @DisplayName("FD-24: a forgotten password that there never was is no way to get one")
    void givesNoPasswordToWhoNeverHadOne() {
        story.browser().open("/password/forgot").submit("/password/forgot", Map.of("email", address));

        String told = server.mailbox()
                .awaitTo(address, "Your account has no password")
                .text();

        assertThat(told).doesNotContain("/password/reset?");
        assertThat(server.database()
                        .sql("select password_hash is null from account where username = :name")
                        .param("name", name)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(stub.signIn(story.browser()).open("/account").at("/account")).isTrue();
    }

    /** The only way in stays until there is another, and a password is one. */
    @Test
    void canBeUnlinkedOnceThereIsAPassword() {
        unlink();
        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(browser.page().body()).contains("only way you can sign in");

        String password = "a first password of " + name;
        story.newAccounts().addPassword(browser, address, password);
        assertThat(browser.page().body()).contains("You have a password now");
        server.mailbox().awaitTo(address, "Your account has a password now");

        unlink();
        assertThat(browser.page().body()).contains("Unlinked.");
        Browser later = story.browser().open("/login");
        later.submit("/login", Map.of("username", name, "password", password));
        assertThat(later.at("/account")).isTrue();
        assertThat(stub.signIn(story.browser()).open("/account").at("/login")).isTrue();
    }

    private void unlink() {
        browser.open("/account/identities");
        browser.submit(
                browser.page().body().replaceFirst("(?s).*action=\"(/account/identities/[^\"]*/removal)\".*", "$1"),
                Map.of());
    }
}
