package dev.latchkey.auth.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.auth.testing.Authenticator;
import dev.latchkey.auth.testing.Browser;
import dev.latchkey.auth.testing.NewAccounts;
import dev.latchkey.auth.testing.Story;
import dev.latchkey.auth.testing.TestAccount;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What owners do with their passkeys, and nobody else. */
class PasskeyManagementTests {

    private final Story story = new Story();
    private final NewAccounts people = story.newAccounts();
    private final PasskeyPages pages = new PasskeyPages(story);

    @Test
    void renames() {
        Authenticator authenticator = new Authenticator(story.server());
        TestAccount account = people.withPassword();
        Browser browser = owner(account, authenticator);
        String path = path(authenticator);

        browser.open(path).submit(path, Map.of("name", " Old phone "));

        assertThat(browser.page().body()).contains("Old phone", "The passkey has its new name.");
        assertThat(pages.namesOf(people.idOf(account))).containsExactly("Old phone");
        assertThat(pages.eventsOf(people.idOf(account))).contains("FACTOR_CHANGED");
        browser.open(path).submit(path, Map.of("name", " "));
        assertThat(browser.page().statusCode()).isEqualTo(400);
    }

    @Test
    void removes() {
        Authenticator authenticator = new Authenticator(story.server());
        TestAccount account = people.withPassword();
        Browser browser = owner(account, authenticator);
        String path = path(authenticator);

        browser.open(path).submit(path + "/remove", Map.of());

        assertThat(browser.page().body()).contains("The passkey is removed.");
        assertThat(pages.namesOf(people.idOf(account))).isEmpty();
        assertThat(pages.eventsOf(people.idOf(account))).contains("FACTOR_REMOVED");
        assertThat(pages.isSignedIn(pages.signIn(story.browser(), authenticator)))
                .isFalse();
    }

    /** MF-17. */
    @Test
    void keepsTheLastSecondFactorOfWhoeverHasToHaveOne() {
        Authenticator authenticator = new Authenticator(story.server());
        TestAccount account = people.withPassword();
        Browser browser = owner(account, authenticator);
        story.server()
                .database()
                .sql("insert into account_role (account_id, role) values (:account, 'ADMIN')")
                .param("account", people.idOf(account))
                .update();
        String path = path(authenticator);

        browser.open(path).submit(path + "/remove", Map.of());

        assertThat(browser.page().statusCode()).isEqualTo(409);
        assertThat(browser.page().body()).contains("this is the last one");
        assertThat(pages.namesOf(people.idOf(account))).containsExactly("Phone");
    }

    @Test
    void showsWhenItWasUsed() {
        Authenticator authenticator = new Authenticator(story.server());
        pages.registered(people.withPassword(), authenticator);

        Browser browser = pages.signIn(story.browser(), authenticator);

        assertThat(browser.open(PasskeyPages.LIST).page().body())
                .contains("On this one device only")
                .doesNotContain("Not yet");
    }

    /** PK-09. */
    @Test
    void doesNotFindSomebodyElses() {
        Authenticator theirs = new Authenticator(story.server());
        TestAccount victim = people.withPassword();
        pages.registered(victim, theirs);
        Authenticator mine = new Authenticator(story.server());
        Browser mallory = owner(people.withPassword(), mine);
        String csrf = mallory.open(PasskeyPages.LIST).hiddenField("_csrf");

        String path = path(theirs);

        assertThat(mallory.open(path).page().statusCode()).isEqualTo(404);
        assertThat(mallory.postRaw(path, Map.of("name", "Mine", "_csrf", csrf))
                        .page()
                        .statusCode())
                .isEqualTo(404);
        assertThat(mallory.postRaw(path + "/remove", Map.of("_csrf", csrf))
                        .page()
                        .statusCode())
                .isEqualTo(404);
        assertThat(pages.namesOf(people.idOf(victim))).containsExactly("Phone");
        assertThat(mallory.open(PasskeyPages.LIST + "/not-an-id").page().statusCode())
                .isEqualTo(400);
    }

    @Test
    void asksAgainWhoeverProvedThemselvesLongAgo() {
        Authenticator authenticator = new Authenticator(story.server());
        TestAccount account = people.withPassword();
        Browser browser = owner(account, authenticator);
        String csrf = browser.open(PasskeyPages.LIST).hiddenField("_csrf");
        story.server()
                .database()
                .sql("""
                        update browser_session set factors = '{"PASSKEY_WITH_VERIFICATION": "2026-01-01T00:00:00Z"}'
                        where account_id = :account
                        """)
                .param("account", people.idOf(account))
                .update();
        String path = path(authenticator);

        assertThat(browser.openWithoutFollowing(path).statusCode()).isEqualTo(303);
        browser.postRaw(path + "/remove", Map.of("_csrf", csrf));
        browser.postRaw(path, Map.of("name", "Mine", "_csrf", csrf));

        assertThat(pages.namesOf(people.idOf(account))).containsExactly("Phone");
    }

    /** Whoever has a passkey has to show it before changing anything. */
    private Browser owner(TestAccount account, Authenticator authenticator) {
        pages.registered(account, authenticator);
        return pages.signIn(story.browser(), authenticator);
    }

    private String path(Authenticator authenticator) {
        return PasskeyPages.LIST + "/" + pages.idOf(authenticator);
    }
}
