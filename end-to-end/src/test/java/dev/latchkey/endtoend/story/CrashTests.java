package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import org.junit.jupiter.api.Test;

/** The authorization server is killed, with no time to finish anything, while people are on their way through it. */
@EndToEnd
class CrashTests {

    @Test
    void losesNobodyWhenKilledInTheMiddle(House house, People people) {
        Person bob = people.bob();
        DemoApplication ofBob = bob.signsInAt(house.demo());
        ofBob.writeNote("Before the crash", "Acknowledged");
        Person admin = people.admin();
        DemoApplication ofAdmin = admin.startsSignInAt(house.demo());
        admin.givesPassword();
        assertThat(admin.secondFactorPage().code()).isVisible();
        Person dana = people.dana();
        DemoApplication ofDana = dana.startsSignInAt(house.demo());
        assertThat(dana.signInPage().username()).isVisible();

        house.killAuthServer();
        house.startAuthServerAgain();

        admin.givesSecondFactorIfEnrolled();
        admin.allowsIfAsked();
        ofAdmin.expectSignedIn();

        dana.givesPassword();
        dana.allowsIfAsked();
        ofDana.expectSignedIn();

        ofBob.openNotes();
        assertThat(ofBob.noteTitles()).contains("Before the crash");
        ofBob.writeNote("After the crash", "The refresh token still works, and so does the session");
        DemoApplication second = bob.startsSignInAt(house.demoTwo());
        bob.allowsIfAsked();
        second.expectSignedIn();
    }
}
