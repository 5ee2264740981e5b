package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.Authenticator;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import org.junit.jupiter.api.Test;

/** People who have no mouse, and people whose browser runs no scripts, get as far as everybody else. */
@EndToEnd
class WithoutMouseOrScriptTests {

    private static final int MOST_TABS = 40;

    @Test
    void needsNothingButAKeyboard(House house, People people) {
        Person admin = people.admin();
        DemoApplication demo = admin.at(house.demo());
        demo.open();

        press(admin, demo.signInLink());

        assertThat(admin.signInPage().username()).isFocused();
        admin.page().keyboard().type(admin.account().username());
        admin.page().keyboard().press("Tab");
        assertThat(admin.signInPage().password()).isFocused();
        admin.page().keyboard().type(admin.account().password());
        admin.page().keyboard().press("Enter");

        assertThat(admin.secondFactorPage().code()).isFocused();
        admin.page().keyboard().type(authenticatorOf(admin).nextCode());

        admin.waitsForADecisionOrTheApplication();
        if (admin.consentPage().isShown()) {
            press(admin, admin.consentPage().allowButton());
        }
        demo.expectSignedIn();

        press(admin, demo.signOutButton());
        demo.expectSignedOut();
    }

    @Test
    void needsNoJavaScript(House house, People people) {
        Person alice = people.as(house.alice(), new Browser.NewContextOptions().setJavaScriptEnabled(false));
        DemoApplication demo = alice.startsSignInAt(house.demoTwo());

        alice.givesPassword();
        alice.secondFactorPage().enterWithoutJavaScript(authenticatorOf(alice).nextCode());
        alice.allowsIfAsked();

        demo.expectSignedIn();
        demo.writeNote("Plain", "Written without a script");
        demo.editNote("Plain", "Plainer", "Changed without a script");
        demo.deleteNote("Plainer");
        demo.signOut();
        demo.expectSignedOut();
    }

    /** Tabs to something as often as it takes, and presses Enter on it. */
    private static void press(Person person, Locator target) {
        assertThat(target).isEnabled();
        for (int tabs = 0; tabs < MOST_TABS && !isFocused(target); tabs++) {
            person.page().keyboard().press("Tab");
        }
        assertThat(isFocused(target))
                .as("%s can be reached with the Tab key", target)
                .isTrue();
        person.page().keyboard().press("Enter");
    }

    private static boolean isFocused(Locator target) {
        return (boolean) target.evaluate("element => element === document.activeElement");
    }

    private static Authenticator authenticatorOf(Person person) {
        return person.account().authenticator().orElseThrow();
    }
}
