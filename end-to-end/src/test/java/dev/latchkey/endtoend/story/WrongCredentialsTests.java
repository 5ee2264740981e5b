package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.Authenticator;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What happens to somebody who mistypes, and to somebody who guesses. */
@EndToEnd
class WrongCredentialsTests {

    @Test
    void saysTheSameOfAWrongPasswordAndOfAnUnknownPerson(House house, People people) {
        Person bob = people.bob();
        bob.startsSignInAt(house.demo());

        bob.signInPage().submit("bob", "not the password of bob");
        assertThat(bob.signInPage().problem()).isVisible();
        String ofWrongPassword = bob.signInPage().problem().textContent();
        assertThat(bob.signInPage().username()).hasValue("bob");
        assertThat(bob.signInPage().password()).hasValue("");

        bob.signInPage().submit("nobody-of-this-name", "not the password of bob");
        assertThat(bob.signInPage().username()).hasValue("nobody-of-this-name");
        assertThat(bob.signInPage().problem()).hasText(ofWrongPassword.strip());
    }

    @Test
    void letsAPersonGoOnAfterAWrongPassword(House house, People people) {
        Person bob = people.bob();
        var demo = bob.startsSignInAt(house.demo());

        bob.signInPage().submit("bob", "not the password of bob");
        assertThat(bob.signInPage().problem()).isVisible();
        bob.givesPassword();
        bob.allowsIfAsked();

        demo.expectSignedIn();
    }

    @Test
    void refusesAWrongCode(House house, People people) {
        Person admin = people.admin();
        admin.startsSignInAt(house.demo());
        admin.givesPassword();

        admin.secondFactorPage().enter(authenticatorOf(admin).wrongCode());

        assertThat(admin.secondFactorPage().problem()).isVisible();
        admin.page().navigate(house.demo().address().resolve("/notes").toString());
        assertThat(admin.page()).hasURL(Pattern.compile(".*/mfa/totp.*"));
    }

    @Test
    void refusesACodeThatWasUsedBefore(House house, People people) {
        Person admin = people.admin();
        admin.signsInAt(house.demo());

        Person overTheShoulder = people.admin();
        overTheShoulder.startsSignInAt(house.demo());
        overTheShoulder.givesPassword();
        overTheShoulder.secondFactorPage().enter(authenticatorOf(admin).lastCode());

        assertThat(overTheShoulder.secondFactorPage().problem()).isVisible();
        overTheShoulder.secondFactorPage().enter(authenticatorOf(admin).nextCode());
        overTheShoulder.allowsIfAsked();
        overTheShoulder.at(house.demo()).expectSignedIn();
    }

    private static Authenticator authenticatorOf(Person person) {
        return person.account().authenticator().orElseThrow();
    }
}
