package dev.latchkey.endtoend.look;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
        lookAt(bob.page(), "demo-new-note", house.demo().address(), "/notes/new", 200);
        lookAt(bob.page(), "demo-who-am-i", house.demo().address(), "/who-am-i", 200);
        lookAt(bob.page(), "demo-what-just-happened", house.demo().address(), "/what-just-happened", 200);
        lookAt(bob.page(), "demo-not-found", house.demo().address(), "/there-is-no-such-page", 404);
        demo.startNote("", "A note without a title");
        looks.at(bob.page(), "demo-note-refused");

        lookAtWhatCanBeDoneWithNotes(bob.page(), demo, house.demo().address());

        lookAt(bob.page(), "account", house.issuer(), "/account", 200);
        lookAt(bob.page(), "account-profile", house.issuer(), "/account/profile", 200);
        lookAt(bob.page(), "account-security", house.issuer(), "/account/security", 200);
        lookAt(bob.page(), "account-sessions", house.issuer(), "/account/sessions", 200);
        lookAt(bob.page(), "account-activity", house.issuer(), "/account/activity", 200);
        lookAt(bob.page(), "account-password", house.issuer(), "/account/password", 200);
        lookAt(bob.page(), "account-email", house.issuer(), "/account/email", 200);
        lookAt(bob.page(), "sign-up", house.issuer(), "/signup", 200);
        lookAt(bob.page(), "password-forgot", house.issuer(), "/password/forgot", 200);
        lookAt(bob.page(), "password-forgot-sent", house.issuer(), "/password/forgot/sent", 200);
        lookAt(bob.page(), "link-gone", house.issuer(), "/password/reset", 400);
        lookAt(bob.page(), "demo-mail", house.issuer(), "/demo/mail", 200);
        lookAt(bob.page(), "account-data", house.issuer(), "/account/data", 200);
        lookAt(bob.page(), "account-delete", house.issuer(), "/account/delete", 200);
        lookAt(bob.page(), "account-deleted", house.issuer(), "/account/deleted", 200);
        lookAt(bob.page(), "sign-out", house.issuer(), "/connect/logout", 200);
        lookAt(bob.page(), "not-found", house.issuer(), "/there-is-no-such-page", 404);
        lookAt(bob.page(), "unknown-client", house.issuer(), "/oauth2/authorize?client_id=nobody", 400);

        demo.open();
        demo.signOut();
        demo.expectSignedOut();
        lookAt(bob.page(), "signed-out", house.issuer(), "/logout/done", 200);

        looks.expectNoProblems();
    }

    private void lookAtWhatCanBeDoneWithNotes(Page page, DemoApplication demo, URI address) {
        demo.writeNote("A note with a picture", "Seen from the top of the hill");
        demo.openPicture("A note with a picture");
        looks.at(page, "demo-picture-none");
        demo.choosePicture(page.screenshot());
        looks.at(page, "demo-note-with-picture");
        demo.openPicture("A note with a picture");
        looks.at(page, "demo-picture");
        demo.chooseFile("notes.txt", "text/plain", "no picture".getBytes(StandardCharsets.UTF_8));
        looks.at(page, "demo-picture-refused");
        demo.deleteNote("A note with a picture");
        looks.at(page, "demo-note-deleted");
        lookAt(page, "demo-trash", address, "/notes/trash", 200);
        lookAt(page, "demo-export", address, "/notes/export", 200);
        lookAt(page, "demo-delete-all", address, "/notes/delete-all", 200);
    }

    private void lookAt(Page page, String name, URI application, String path, int status) {
        assertThat(page.navigate(application.resolve(path).toString()).status())
                .as(path)
                .isEqualTo(status);
        looks.at(page, name);
    }
}
