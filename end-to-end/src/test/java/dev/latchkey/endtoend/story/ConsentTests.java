package dev.latchkey.endtoend.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.endtoend.EndToEnd;
import dev.latchkey.endtoend.house.House;
import dev.latchkey.endtoend.person.ConsentPage;
import dev.latchkey.endtoend.person.DemoApplication;
import dev.latchkey.endtoend.person.People;
import dev.latchkey.endtoend.person.Person;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Whether an application may have what it asks for is up to the person. No other test signs dana in at the second demo client. */
@EndToEnd
class ConsentTests {

    @Test
    void isAskedInWordsMayRefuseAndIsRememberedOnlyWhenGiven(House house, People people) {
        Person dana = people.dana();
        DemoApplication demo = dana.startsSignInAt(house.demoTwo());
        dana.givesPassword();

        ConsentPage consent = dana.consentPage();
        assertThat(consent.allowButton()).isVisible();
        assertThat(consent.main()).containsText("dana@");
        assertThat(consent.main()).containsText("localhost");
        assertThat(consent.main()).not().containsText("notes:read");
        consent.deny();

        assertThat(demo.heading()).hasText("You are not signed in");
        assertThat(URI.create(dana.page().url()))
                .hasPort(house.demoTwo().address().getPort());
        assertThat(dana.visited())
                .anySatisfy(address -> assertThat(address.getQuery()).contains("error=access_denied", "iss="));

        demo.open();
        demo.signIn();
        assertThat(consent.allowButton()).isVisible();
        consent.allow();
        demo.expectSignedIn();

        DemoApplication later = danaInAnotherBrowser(house, people);
        later.expectSignedIn();
    }

    private static DemoApplication danaInAnotherBrowser(House house, People people) {
        Person dana = people.dana();
        DemoApplication demo = dana.startsSignInAt(house.demoTwo());
        dana.givesPassword();
        return demo;
    }
}
