package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The first ten minutes with Latchkey: sign in, allow, and keep notes. No other test signs alice in at the first demo
 * client, so that she has never been asked for her consent there.
 */
@EndToEnd
class NewcomerTests {

    @Test
    void signsInWithTwoFactorsAllowsTheApplicationAndKeepsNotes(House house, People people) {
        Person alice = people.alice();
        DemoApplication demo = alice.startsSignInAt(house.demo());

        assertThat(alice.page()).hasTitle(Pattern.compile("^Sign in"));
        alice.givesPassword();
        alice.givesSecondFactorIfEnrolled();

        assertThat(alice.consentPage().allowButton()).isVisible();
        assertThat(alice.consentPage().scopes()).contains("notes:read", "notes:write");
        alice.consentPage().allow();
        demo.expectSignedIn();

        demo.writeNote("Shopping list", "Bread, butter and a new lock");
        demo.writeNote("Ideas", "A key under the doormat is not a secret");
        demo.openNotes();
        assertThat(demo.noteTitles()).containsExactly("Ideas", "Shopping list");

        demo.editNote("Shopping list", "Shopping on Saturday", "Bread, cheese and a new lock");
        assertThat(demo.main()).containsText("cheese");

        demo.searchNotes("doormat");
        assertThat(demo.noteTitles()).containsExactly("Ideas");
        demo.searchNotes("butter");
        assertThat(demo.noteTitles()).isEmpty();

        demo.deleteNote("Ideas");
        demo.openNotes();
        assertThat(demo.noteTitles()).containsExactly("Shopping on Saturday");
    }

    @Test
    void seesNothingOfWhatSomebodyElseWrote(House house, People people) {
        Person dana = people.dana();
        DemoApplication ofDana = dana.signsInAt(house.demo());
        ofDana.writeNote("Dana's plan", "Nobody else reads this");
        ofDana.readNote("Dana's plan");
        String address = dana.page().url();

        Person bob = people.bob();
        DemoApplication ofBob = bob.signsInAt(house.demo());
        ofBob.openNotes();
        assertThat(ofBob.noteTitles()).doesNotContain("Dana's plan");
        ofBob.searchNotes("Nobody");
        assertThat(ofBob.noteTitles()).isEmpty();

        var answer = bob.page().navigate(address);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(ofBob.main()).not().containsText("Nobody else reads this");
    }
}
