package dev.latchkey.endtoend.look;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import org.junit.jupiter.api.Test;

/** A walk past every page. The pictures are in {@code target/screenshots}. */
@EndToEnd
class PagesTests {

    private final Looks looks = new Looks();

    /** No other test signs the administrator in at the second demo client, so that consent is asked for. */
    @Test
    void canBeUsedByEverybodyOnTheWayIn(House house, People people) {
        Person admin = people.admin();
        DemoApplication demo = admin.at(house.demoTwo());
        demo.open();
        looks.at(admin.page(), "demo-home-signed-out");

        demo.signIn();
        assertThat(admin.signInPage().username()).isVisible();
        looks.at(admin.page(), "sign-in");
        admin.signInPage().submit("admin", "not the password");
        assertThat(admin.signInPage().problem()).isVisible();
        looks.at(admin.page(), "sign-in-problem");

        admin.givesPassword();
        assertThat(admin.secondFactorPage().code()).isVisible();
        looks.at(admin.page(), "second-factor");
        admin.secondFactorPage()
                .enter(admin.account().authenticator().orElseThrow().wrongCode());
        assertThat(admin.secondFactorPage().problem()).isVisible();
        looks.at(admin.page(), "second-factor-problem");

        admin.givesSecondFactorIfEnrolled();
        assertThat(admin.consentPage().allowButton()).isEnabled();
        looks.at(admin.page(), "consent");
        admin.consentPage().deny();
        assertThat(demo.heading()).hasText("You are not signed in");
        looks.at(admin.page(), "demo-denied");

        looks.expectNoProblems();
    }

    @Test
    void canBeUsedByEverybodyWhoIsSignedIn(House house, People people) {
        Person bob = people.bob();
        DemoApplication demo = bob.signsInAt(house.demo());
        looks.at(bob.page(), "demo-home");

        demo.writeNote(
                "A note to look at", "With a line\n\nand another, https://example.test/ and a " + "long".repeat(60));
        looks.at(bob.page(), "demo-note-saved");
        demo.openNotes();
        looks.at(bob.page(), "demo-notes");
        demo.searchNotes("surely not found");
        looks.at(bob.page(), "demo-notes-nothing-found");
        for (String path : new String[] {"/notes/new", "/who-am-i", "/what-just-happened", "/there-is-no-such-page"}) {
            bob.page().navigate(demo.address(path));
            looks.at(bob.page(), "demo" + path.replace('/', '-'));
        }
        demo.startNote("", "A note without a title");
        looks.at(bob.page(), "demo-note-refused");

        for (String path : new String[] {"/account", "/connect/logout", "/there-is-no-such-page"}) {
            bob.page().navigate(house.issuer().resolve(path).toString());
            looks.at(bob.page(), "auth" + path.replace('/', '-'));
        }
        bob.page()
                .navigate(house.issuer()
                        .resolve("/oauth2/authorize?client_id=nobody")
                        .toString());
        looks.at(bob.page(), "auth-unknown-client");
        demo.open();
        demo.signOut();
        demo.expectSignedOut();
        bob.page().navigate(house.issuer().resolve("/connect/logout").toString());
        looks.at(bob.page(), "auth-signed-out");

        looks.expectNoProblems();
    }
}
